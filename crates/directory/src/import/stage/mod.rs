//! From records to rows: what `COPY` takes in. One text buffer per temporary table.

mod row;
mod words;

use crate::feed::{Action, Authority, Category, Contract, Entry, Person, Pupil, Record, Relation};
use crate::feed::{Relative, School, SchoolKind, SchoolLevel, Staff, Title};
use identity::accounts::rules::login_base;
use row::Row;
use std::collections::HashMap;
use words::{category_name, grade, relation};

/// The temporary tables that are copied into, with their columns' order in `sql/1_stage.sql`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    Place,
    Person,
    Role,
    Link,
    Seen,
}

impl Table {
    pub const ALL: [Self; 5] = [Self::Place, Self::Person, Self::Role, Self::Link, Self::Seen];

    pub fn copy(self) -> &'static str {
        match self {
            Self::Place => "copy stage_place from stdin",
            Self::Person => "copy stage_person from stdin",
            Self::Role => "copy stage_role from stdin",
            Self::Link => "copy stage_link from stdin",
            Self::Seen => "copy stage_seen from stdin",
        }
    }
}

/// Bits of `said` beyond the plain fields: what a record says of its roles and links.
const SCHOOL: u32 = 1 << 20;
const CLASSES: u32 = 1 << 21;
const GROUPS: u32 = 1 << 22;
const LINKS: u32 = 1 << 23;
const FUNCTIONS: u32 = 1 << 24;

/// A buffer sent on when it is larger than this: memory stays bounded whatever the feed's size.
const FULL: usize = 1 << 20;

/// Rows waiting to be copied. A complete feed has one round; in a delta the second record of a key goes
/// to the second round, applied after the first: records are obeyed in file order.
#[derive(Default)]
pub struct Stage {
    buffers: [String; 5],
    rows: i32,
}

impl Stage {
    /// The buffers that are due, or all of them at the end.
    pub fn take(&mut self, all: bool) -> Vec<(Table, String)> {
        Table::ALL
            .into_iter()
            .zip(&mut self.buffers)
            .filter(|(_, b)| if all { !b.is_empty() } else { b.len() > FULL })
            .map(|(table, buffer)| (table, std::mem::take(buffer)))
            .collect()
    }

    fn row(&mut self, table: Table) -> Row<'_> {
        let at = Table::ALL.iter().position(|t| *t == table).unwrap_or_default();
        Row::at_the_end_of(&mut self.buffers[at])
    }

    pub fn seen(&mut self, key: &str) {
        self.row(Table::Seen).text(Some(key)).end();
    }

    pub fn put(&mut self, record: &Record) {
        match record {
            Record::School(entry) => self.place(entry),
            Record::Pupil(entry) => self.pupil(entry),
            Record::Relative(entry) => self.relative(entry),
            Record::Staff(entry) => self.staff(entry),
        }
    }

    fn place(&mut self, entry: &Entry<School>) {
        let nothing = School::default();
        let it = entry.action.said().unwrap_or(&nothing);
        let kind = match it.kind.get() {
            Some(SchoolKind::Circonscription) => "circonscription",
            Some(SchoolKind::Pseudo) => "pseudo",
            // A collège or a service: not ours.
            Some(SchoolKind::Other) => return,
            Some(SchoolKind::School) | None => "school",
        };
        let level = it.level.get().map(|l| match l {
            SchoolLevel::Maternelle => "maternelle",
            SchoolLevel::Elementaire => "elementaire",
            SchoolLevel::Primaire => "primaire",
        });
        let private = it.contract.get().map(|c| *c == Contract::Private);
        let said = said(&[
            it.name.is_listed(),
            it.uai.is_listed(),
            it.level.is_listed(),
            it.contract.is_listed(),
            it.street.is_listed(),
            it.postcode.is_listed(),
            it.town.is_listed(),
            it.phone.is_listed(),
            it.mail.is_listed(),
            it.rpi.is_listed(),
        ]);
        let mut row = self.row(Table::Place);
        row.text(Some(&entry.key)).text(Some(action(&entry.action))).text(Some(kind));
        row.field(&it.name).field(&it.uai).text(level).flag(private).field(&it.street);
        row.field(&it.postcode).field(&it.town).field(&it.phone).field(&it.mail).field(&it.academy);
        row.field(&it.circonscription).field(&it.commune).field(&it.rpi).number(said).end();
    }

    fn pupil(&mut self, entry: &Entry<Pupil>) {
        let nothing = Pupil::default();
        let it = entry.action.said().unwrap_or(&nothing);
        let mut bits = 0;
        for (listed, bit) in [
            (it.school.is_listed(), SCHOOL),
            (it.classes.is_listed(), CLASSES),
            (it.groups.is_listed(), GROUPS),
            (it.links.is_listed(), LINKS),
            (it.level.is_listed(), 1 << 15),
            (it.ine.is_listed(), 1 << 16),
        ] {
            bits |= if listed { bit } else { 0 };
        }
        let level = it.level.get();
        let more = More {
            level: level.and_then(|l| l.grade).map(grade),
            level_code: level.map(|l| l.code.as_str()),
            ine: it.ine.get().map(String::as_str),
            ..More::default()
        };
        self.person(entry, &it.person, Category::Pupil, bits, &more);
        let classes = it.classes.all().iter().map(|c| ("class", c));
        for (kind, group) in classes.chain(it.groups.all().iter().map(|g| ("group", g))) {
            let mut row = self.row(Table::Role);
            row.text(Some(&entry.key)).text(Some("pupil")).text(Some(kind)).text(Some(&group.school));
            row.text(Some(&group.key)).text(Some(&group.label)).end();
        }
        if let Some(school) = it.school.get() {
            self.role(&entry.key, "pupil", "school", school);
        }
        for (rank, link) in (1_u32..).zip(it.links.all()) {
            // A contact without authority opens no account; a pupil is not his own relative.
            if link.authority == Authority::ContactOnly || link.relation == Relation::Oneself {
                continue;
            }
            let authority = if link.authority == Authority::Joint { "joint" } else { "third" };
            let mut row = self.row(Table::Link);
            row.text(Some(&entry.key)).text(Some(&link.relative)).text(Some(relation(link.relation)));
            row.text(Some(authority)).number(rank).end();
        }
    }

    fn relative(&mut self, entry: &Entry<Relative>) {
        let nothing = Relative::default();
        let it = entry.action.said().unwrap_or(&nothing);
        let listed = [
            it.mobile.is_listed(),
            it.home_phone.is_listed(),
            it.work_phone.is_listed(),
            it.street.is_listed(),
            it.postcode.is_listed(),
            it.town.is_listed(),
            it.country.is_listed(),
            it.share_address.is_listed(),
        ];
        let more = More {
            mobile: it.mobile.get().map(String::as_str),
            home_phone: it.home_phone.get().map(String::as_str),
            work_phone: it.work_phone.get().map(String::as_str),
            street: it.street.get().map(String::as_str),
            postcode: it.postcode.get().map(String::as_str),
            town: it.town.get().map(String::as_str),
            country: it.country.get().map(String::as_str),
            share_address: it.share_address.get().copied(),
            ..More::default()
        };
        self.person(entry, &it.person, Category::Relative, said(&listed) << 7, &more);
    }

    fn staff(&mut self, entry: &Entry<Staff>) {
        let nothing = Staff::default();
        let it = entry.action.said().unwrap_or(&nothing);
        let listed = it.functions.is_listed() || it.attached_to.is_listed() || it.directs.is_listed();
        self.person(entry, &it.person, Category::Staff, if listed { FUNCTIONS } else { 0 }, &More::default());
        let teaches = it.teaches().into_option().unwrap_or(false);
        for place in it.structures() {
            let mut codes = it.functions.all().iter().filter(|f| f.school == place).peekable();
            let inspects = codes.clone().any(crate::feed::Function::is_inspection);
            let kind = if inspects {
                "inspector"
            } else if teaches {
                "teacher"
            } else if codes.any(|f| f.code == "AES") {
                "aesh"
            } else {
                "staff"
            };
            self.role(&entry.key, kind, "school", place);
        }
        for school in it.director_of() {
            self.role(&entry.key, "head", "school", school);
        }
    }

    fn role(&mut self, person: &str, kind: &str, place_kind: &str, structure: &str) {
        let mut row = self.row(Table::Role);
        row.text(Some(person)).text(Some(kind)).text(Some(place_kind)).text(Some(structure));
        row.text(None).text(None).end();
    }

    fn person<T>(&mut self, entry: &Entry<T>, it: &Person, category: Category, bits: u32, more: &More<'_>) {
        self.rows += 1;
        let (pos, said) = (self.rows.unsigned_abs(), bits | said_of(it));
        let (first, last) = (it.first_name.get(), it.last_name.get());
        let login = login_base(first.map_or("", String::as_str), last.map_or("", String::as_str));
        let title = it.title.get().map(|t| if *t == Title::Mr { "M." } else { "Mme" });
        let mut row = self.row(Table::Person);
        row.number(pos).text(Some(&entry.key)).text(Some(category_name(category)));
        row.text(Some(action(&entry.action)))
            .bytes(&entry.hash)
            .text(Some(&uuid::Uuid::now_v7().to_string()));
        row.text(Some(&login)).number(said).text(title).field(&it.last_name).field(&it.first_name);
        row.list(it.other_first_names.get()).field(&it.birth_name);
        row.text(it.birth_date.get().map(ToString::to_string).as_deref()).field(&it.mail);
        row.text(more.mobile)
            .text(more.home_phone)
            .text(more.work_phone)
            .text(more.street)
            .text(more.postcode);
        row.text(more.town)
            .text(more.country)
            .flag(more.share_address)
            .text(more.level)
            .text(more.level_code);
        row.text(more.ine).end();
    }
}

/// What only some people have.
#[derive(Default)]
struct More<'r> {
    mobile: Option<&'r str>,
    home_phone: Option<&'r str>,
    work_phone: Option<&'r str>,
    street: Option<&'r str>,
    postcode: Option<&'r str>,
    town: Option<&'r str>,
    country: Option<&'r str>,
    share_address: Option<bool>,
    level: Option<&'static str>,
    level_code: Option<&'r str>,
    ine: Option<&'r str>,
}

fn said_of(it: &Person) -> u32 {
    said(&[
        it.title.is_listed(),
        it.last_name.is_listed(),
        it.first_name.is_listed(),
        it.other_first_names.is_listed(),
        it.birth_name.is_listed(),
        it.birth_date.is_listed(),
        it.mail.is_listed(),
    ])
}

fn said(listed: &[bool]) -> u32 {
    listed.iter().zip(0..).fold(0, |bits, (listed, at)| bits | (u32::from(*listed) << at))
}

fn action<T>(action: &Action<T>) -> &'static str {
    match action {
        Action::Add(_) => "a",
        Action::Modify(_) => "m",
        Action::Delete => "d",
    }
}

/// Which round a record belongs to: how many records of its key came before.
#[derive(Default)]
pub struct Rounds(HashMap<(Category, String), usize>);

impl Rounds {
    pub fn of(&mut self, record: &Record) -> usize {
        let count = self.0.entry((record.category(), record.key().to_owned())).or_default();
        *count += 1;
        *count - 1
    }
}
