//! What people do that others may have to know: the audit's vocabulary. Recorded through
//! `database::Tx`, in the transaction of the change itself. Holds ids, never names.

use crate::{
    AudienceId, CommentId, DoubtId, ImportId, ItemId, MergeId, OndeId, PersonId, PlaceId, ProtectionId, RoleId,
};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Activity {
    // accounts
    SignedIn {
        person: PersonId,
    },
    SignInRefused,
    SignedOut,
    /// Showed again, for a sensitive act, that she is herself.
    Confirmed,
    ConfirmationRefused,
    SessionsClosed {
        person: PersonId,
    },
    ActivationStarted {
        person: PersonId,
    },
    AccountActivated {
        person: PersonId,
    },
    ActivationRefused,
    CharterAccepted,
    ResetAsked,
    PasswordChanged {
        person: PersonId,
    },
    PasswordChangeRefused,
    EmailChanged {
        person: PersonId,
    },
    EmailChangeRefused,
    CodesPrinted {
        place: PlaceId,
        people: Vec<PersonId>,
    },
    CodesRefused,
    HeadCodesPrinted {
        people: Vec<PersonId>,
    },
    CodeMade {
        person: PersonId,
    },
    OperatorNamed {
        person: PersonId,
    },
    // leaving
    DataAsked {
        person: PersonId,
    },
    DataRefused,
    ObjectionMade {
        person: PersonId,
    },
    ObjectionTakenBack {
        person: PersonId,
    },
    ObjectionRefused,
    ErasureHeld {
        person: PersonId,
    },
    ErasureReleased {
        person: PersonId,
    },
    ErasureHoldRefused,
    PeopleErased {
        people: Vec<PersonId>,
    },
    // school life
    ClassPicked {
        class: PlaceId,
        teacher: PersonId,
    },
    ClassLeft {
        class: PlaceId,
        teacher: PersonId,
    },
    ClassTeamRefused,
    // people kept right
    PersonMade {
        person: PersonId,
        place: PlaceId,
    },
    /// Somebody who was known already was given a place instead of being made again.
    PersonAttached {
        person: PersonId,
        place: PlaceId,
    },
    PersonMadeRefused,
    /// Likely doubles were shown first: nothing was made.
    DoublesShown,
    PeopleMerged {
        merge: MergeId,
        kept: PersonId,
        gone: PersonId,
    },
    MergeRefused,
    MergeUndone {
        merge: MergeId,
    },
    DoubtSettled {
        doubt: DoubtId,
    },
    OndeReceived {
        onde: OndeId,
    },
    OndeCorrected {
        onde: OndeId,
    },
    OndeApplied {
        onde: OndeId,
    },
    OndeDropped {
        onde: OndeId,
    },
    OndeRefused,
    AccessGiven {
        role: RoleId,
        person: PersonId,
        place: PlaceId,
    },
    AccessProlonged {
        role: RoleId,
    },
    AccessEnded {
        role: RoleId,
    },
    AccessCodePrinted {
        person: PersonId,
    },
    AccessProposed {
        place: PlaceId,
    },
    AccessProposalDropped {
        place: PlaceId,
    },
    AccessRefused,
    // families
    GuardianLinkChanged {
        pupil: PersonId,
        guardian: PersonId,
        authority: &'static str,
    },
    GuardianLinkGivenBack {
        pupil: PersonId,
        guardian: PersonId,
    },
    ProtectionDecided {
        protection: ProtectionId,
        pupil: PersonId,
        guardian: PersonId,
    },
    ProtectionProlonged {
        protection: ProtectionId,
    },
    ProtectionLifted {
        protection: ProtectionId,
    },
    ProtectionEndTold {
        protection: ProtectionId,
    },
    FamilyRefused,
    // news feed
    DraftKept {
        item: ItemId,
    },
    DraftDropped {
        item: ItemId,
    },
    FilePut {
        item: ItemId,
    },
    FileRefused,
    FileTaken {
        item: ItemId,
    },
    PostPublished {
        item: ItemId,
        audiences: Vec<AudienceId>,
    },
    /// The same draft sent again: it was published once.
    PostSentAgain {
        item: ItemId,
    },
    PostEdited {
        item: ItemId,
    },
    PostEditRefused {
        item: ItemId,
    },
    PostWithdrawn {
        item: ItemId,
    },
    CommentsOpened {
        item: ItemId,
    },
    CommentsClosed {
        item: ItemId,
    },
    Commented {
        item: ItemId,
        comment: CommentId,
    },
    CommentRefused {
        item: ItemId,
    },
    CommentWithdrawn {
        item: ItemId,
        comment: CommentId,
    },
    Reacted {
        item: ItemId,
    },
    FeedSeen,
    // directory
    FeedReceived {
        import: ImportId,
    },
    FeedApplied {
        import: ImportId,
    },
    FeedRefused {
        import: ImportId,
    },
    FeedUploadRefused,
    FeedConfirmed {
        import: ImportId,
    },
}
