//! Ids: UUIDv7 (ordered by time, made here and not in the database: PostgreSQL 15 to 17 have none),
//! one type per noun so that a person is never passed for a place.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// A new id, ordered after those made before.
            #[must_use]
            pub fn fresh() -> Self {
                Self(uuid::Uuid::now_v7())
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        // Digits and hyphens: nothing in it that HTML could take for its own.
        impl askama::filters::HtmlSafe for $name {}
        impl askama::FastWritable for $name {
            fn write_into(&self, page: &mut dyn std::fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
                Ok(page.write_str(self.0.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()))?)
            }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

ids! {
    /// A person, for life.
    PersonId,
    /// An academy, a school, a class of a year…
    PlaceId,
    /// A set of people that things are shared to.
    AudienceId,
    /// The header of whatever can be shared.
    ItemId,
    CommentId,
    SessionId,
    /// A class opened on a shared tablet.
    ClassSessionId,
    /// A feed received.
    ImportId,
    /// Two records that may be one person.
    DoubtId,
    /// Two records that became one person.
    MergeId,
    /// A school's ONDE files, between upload and report.
    OndeId,
    /// Of a role that somebody gave by hand.
    RoleId,
    /// Of a child hidden from a guardian.
    ProtectionId,
    /// Of a teacher who asks to let somebody into her class.
    ProposalId,
}
