//! Two people say something of one path at the same moment.

use super::{Role, Way, good};

impl Way {
    /// What stands with each path is what its steps say.
    async fn stands(&self) {
        let differ = "select count(*) from joining j where j.steps is distinct from array(
             select distinct m.step from joining_step m where m.joining_id = j.id order by 1)";
        assert_eq!(self.app.count(differ).await, 0);
    }
}

#[tokio::test]
async fn of_two_decisions_one_is_taken() {
    let way = Way::new().await;
    way.until("decision").await;
    let before = way.app.count("select count(*) from joining_step").await;
    let (first, second) = (way.app.as_(way.app.cast.segur).await, way.app.as_(way.app.cast.segur).await);
    let address = format!("{}/decision", way.address());
    let no = [("choix", "refused"), ("texte", "Trop tôt pour cette équipe.")];
    let (yes, no) = tokio::join!(first.post(&address, &[("choix", "validated")]), second.post(&address, &no));
    let mut answers = [yes.status.as_u16(), no.status.as_u16()];
    answers.sort_unstable();
    assert!([[303, 404], [303, 422]].contains(&answers), "{answers:?} {} {}", yes.text(), no.text());
    assert_eq!(way.app.count("select count(*) from joining_step").await, before + 1);
    way.stands().await;
}

#[tokio::test]
async fn two_steps_that_wait_for_nothing_of_each_other_are_both_there() {
    let way = Way::new().await;
    way.until("nom-de-domaine").await;
    let (operator, inspector) = (way.person(Role::Operator), way.person(Role::Inspector));
    let (operator, inspector) = (way.app.as_(operator).await, way.app.as_(inspector).await);
    let (name, course) = ("nom-de-domaine", "formation-enseignants");
    let (at_name, at_course) = (format!("{}/{name}", way.address()), format!("{}/{course}", way.address()));
    let (said_name, said_course) = (good(name, ""), good(course, ""));
    let (named, trained) =
        tokio::join!(operator.post(&at_name, &said_name), inspector.post(&at_course, &said_course));
    assert_eq!((named.status.as_u16(), trained.status.as_u16()), (303, 303), "{}", trained.text());
    way.stands().await;
}
