use super::*;

#[test]
fn a_link_of_the_first_degree_holds_authority() {
    for (value, relation) in [
        ("72$10", Relation::Mother),
        ("72$20", Relation::Father),
        ("72$1", Relation::Father),
        ("72", Relation::Other),
    ] {
        let (link, unknown) = link(value).unwrap();
        assert_eq!((link.relation, link.authority, unknown), (relation, Authority::Joint, false), "{value}");
    }
}

#[test]
fn six_parts_say_who_holds_authority() {
    for (value, authority) in [
        ("72$2$1$1$0$0", Authority::Joint),
        ("72$2$0$2$0$0", Authority::InCharge),
        ("72$38$0$0$1$0", Authority::ContactOnly),
    ] {
        assert_eq!(link(value).unwrap().0.authority, authority, "{value}");
    }
    assert!(link("72$1$1$1$1$1$1").is_none());
    assert!(link("$10").is_none());
}

#[test]
fn old_and_new_codes_of_relation_meet() {
    for (old, new) in
        [("1", "20"), ("2", "10"), ("3", "50"), ("4", "39"), ("5", "51"), ("6", "90"), ("7", "70")]
    {
        assert_eq!(Relation::from_code(old), Relation::from_code(new));
    }
    let (unknown, warned) = link("72$99").unwrap();
    assert_eq!((unknown.relation, warned), (Relation::Other, true));
}

#[test]
fn the_strongest_of_two_links_stays() {
    let mut links = Vec::new();
    assert!(!merge_link(&mut links, link("72$90$0$0$1$0").unwrap().0));
    assert!(merge_link(&mut links, link("72$10$1$1$1$0").unwrap().0));
    assert!(merge_link(&mut links, link("72$90$0$2$1$0").unwrap().0));
    assert_eq!(
        links,
        [Link { relative: "72".into(), relation: Relation::Mother, authority: Authority::Joint }]
    );
}

#[test]
fn a_class_has_five_parts_or_older_forms() {
    let parts = |value: &str| group(value).map(|g| [g.school, g.kind, g.qualifier, g.key, g.label].join("|"));
    for (value, expected) in [
        ("42$CLASSE$1$55$GS-CP MME PETIT", Some("42|CLASSE|1|55|GS-CP MME PETIT")),
        ("42$$$55$", Some("42|||55|55")),
        ("42$CLASSE$GS-CP", Some("42|CLASSE||GS-CP|GS-CP")),
        ("42$2 CAP", Some("42|||2 CAP|2 CAP")),
        ("42$CLASSE$1$55", None),
        ("42$a$b$c$d$e", None),
        ("$CLASSE$1$55$GS", None),
        ("42$CLASSE$1$$GS", None),
        ("42", None),
    ] {
        assert_eq!(parts(value).as_deref(), expected, "{value}");
    }
}

#[test]
fn a_function_says_who_directs_and_who_teaches() {
    let of = |value: &str| function(value).unwrap();
    assert!(of("42$DIR$DIRECTION$X0009$DIRECTION").is_direction());
    assert!(of("42$ADM$X$D0011$CHEF D'ETABLISSEMENT ADJOINT").is_direction());
    assert!(of("42$ENS$ENSEIGNEMENT DEVANT ELEVES$G0170$ENSEIGNER").is_teaching());
    assert!(of("42$INS$INSPECTION$I0001$IEN").is_inspection());
    let none = of("42$-$SANS OBJET$-$");
    assert_eq!((none.code.as_str(), none.post_code.as_str()), ("", ""));
    assert!(none.is_known() && !none.is_teaching() && !none.is_direction());
    assert!(!of("42$XYZ$NOUVEAU$-$").is_known());
    for value in ["", "$ENS$x$y$z", "42", "42$a$b$c$d$e"] {
        assert_eq!(function(value), None, "{value}");
    }
}

#[test]
fn a_level_keeps_its_code_even_unknown() {
    assert_eq!(level("1113$GRANDE SECTION").grade, Some(Grade::Gs));
    let unknown = level("9999$AUTRE");
    assert_eq!((unknown.code.as_str(), unknown.label.as_str(), unknown.grade), ("9999", "AUTRE", None));
}

#[test]
fn a_structure_is_a_school_or_something_else() {
    for (kind, nature, name, expected) in [
        ("ECOLE DE NIVEAU ELEMENTAIRE", "151", "E.P.PU$LES TILLEULS$VALMORTE", SchoolKind::School),
        ("", "", "LES TILLEULS", SchoolKind::School),
        ("SANS OBJET", "", "SERVICE", SchoolKind::Pseudo),
        ("", "", "Z.REMP. BRIGADE", SchoolKind::Pseudo),
        ("CIRCONSCRIPTION D'INSPECTION DU 1ER DEGRE", "", "IEN", SchoolKind::Circonscription),
        ("COLLEGE", "340", "CLG$CLG X$PARIS", SchoolKind::Other),
    ] {
        assert_eq!(school_kind(kind, nature, name), expected, "{name}");
    }
    assert_eq!(school_level("ECOLE DE NIVEAU ELEMENTAIRE", "151", "E.P.PU$A$B"), Some(SchoolLevel::Primaire));
    assert_eq!(
        school_level("ECOLE DE NIVEAU ELEMENTAIRE", "151", "E.E.PU$A$B"),
        Some(SchoolLevel::Elementaire)
    );
    assert_eq!(school_level("ECOLE DE NIVEAU MATERNEL", "101", "A"), Some(SchoolLevel::Maternelle));
}

#[test]
fn the_name_of_a_school_comes_without_type_and_town() {
    for (value, expected) in [
        ("E.P.PU$LES TILLEULS$VALMORTE", "LES TILLEULS"),
        ("E.P.PU$$VALMORTE", "E.P.PU"),
        ("LES TILLEULS", "LES TILLEULS"),
        ("COLLEGE X-ac-POITIERS", "COLLEGE X"),
    ] {
        assert_eq!(school_name(value), expected);
    }
}
