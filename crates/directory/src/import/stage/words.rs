//! The words of the tables for what a record says.

use crate::feed::{Category, Grade, Relation};

pub(super) fn category_name(category: Category) -> &'static str {
    match category {
        Category::School => "school",
        Category::Pupil => "pupil",
        Category::Relative => "relative",
        Category::Staff => "staff",
    }
}

pub(super) fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Tps => "TPS",
        Grade::Ps => "PS",
        Grade::Ms => "MS",
        Grade::Gs => "GS",
        Grade::Cp => "CP",
        Grade::Ce1 => "CE1",
        Grade::Ce2 => "CE2",
        Grade::Cm1 => "CM1",
        Grade::Cm2 => "CM2",
        Grade::Initiation => "UPE2A",
        Grade::Adaptation => "ADAPT",
        Grade::Inclusion => "ULIS",
    }
}

pub(super) fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Mother => "mother",
        Relation::Father => "father",
        Relation::Sibling => "sibling",
        Relation::Ascendant => "ascendant",
        Relation::OtherFamily => "family",
        Relation::Educator => "educator",
        Relation::FosterFamily => "foster_family",
        Relation::ChildMinder => "child_minder",
        Relation::Guardian => "guardian",
        Relation::ChildWelfare => "child_welfare",
        Relation::Oneself => "oneself",
        Relation::Other => "other",
    }
}
