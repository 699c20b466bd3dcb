//! What people do that others may have to know: the audit's vocabulary. Recorded through
//! `database::Tx`, in the transaction of the change itself. Holds ids, never names.

use crate::{
    AudienceId, ClassSessionId, CommentId, DoubtId, ImportId, ItemId, MergeId, OndeId, PersonId, PlaceId,
    ProtectionId, RoleId, SessionKind,
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
    /// The password was right; a second factor is asked for.
    FactorAsked {
        person: PersonId,
    },
    FactorAdded {
        person: PersonId,
    },
    FactorRemoved {
        person: PersonId,
    },
    FactorRefused,
    RecoveryCodesMade {
        person: PersonId,
    },
    /// A second factor is asked for on every device again.
    DevicesForgotten {
        person: PersonId,
    },
    /// « Ce n’était pas moi »: everything closed, every secret void.
    NotMe {
        person: PersonId,
    },
    NotMeRefused,
    AccountBlocked {
        person: PersonId,
    },
    AccountUnblocked {
        person: PersonId,
    },
    // containing a hijack
    ContainmentPreviewed {
        place: Option<PlaceId>,
    },
    ContainmentRefused,
    /// Sessions closed and secrets void; who: `containment_person`.
    AccountsClosed {
        containment: uuid::Uuid,
        accounts: i64,
        sessions: i64,
    },
    WritingFrozen {
        place: Option<PlaceId>,
        profiles: Vec<String>,
    },
    WritingReopened {
        freeze: uuid::Uuid,
        place: Option<PlaceId>,
    },
    /// The same steps, rolled back.
    DrillPlayed {
        containment: uuid::Uuid,
    },
    AlertSeen,
    EvidenceRead {
        person: PersonId,
    },
    EvidenceExported {
        person: PersonId,
        sha256: String,
    },
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
    /// The person of another slip became one with this one.
    ChildrenAdded {
        person: PersonId,
        of: PersonId,
    },
    InvitationsSent {
        place: PlaceId,
        people: Vec<PersonId>,
    },
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
        /// Who gets a letter by mail instead.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        mailed: Vec<PersonId>,
    },
    CodesRefused,
    /// Sheets for a whole school or the whole project.
    SheetsAsked {
        run: uuid::Uuid,
    },
    SheetsFetched {
        run: uuid::Uuid,
    },
    HeadCodesPrinted {
        people: Vec<PersonId>,
    },
    CodeMade {
        person: PersonId,
    },
    OperatorNamed {
        person: PersonId,
    },
    // the year
    YearPrepared {
        school: PlaceId,
    },
    YearChangeRefused,
    YearPlanned {
        school: PlaceId,
    },
    YearTurned {
        school: PlaceId,
    },
    YearUndone {
        school: PlaceId,
    },
    /// A class that a feed opened is the one that the head prepared.
    ClassTied {
        school: PlaceId,
        class: PlaceId,
    },
    /// A space of a CM2 class with a class of collège.
    JointSpaceOpened {
        place: PlaceId,
    },
    /// Newcomers of the class let in, or the end brought forward.
    JointSpaceChanged {
        place: PlaceId,
    },
    JointSpaceRefused,
    HandoverWritten {
        place: PlaceId,
    },
    HandoverDone {
        place: PlaceId,
        from: PersonId,
    },
    HandoverRefused,
    /// The words of one are a draft again.
    PostReused {
        item: ItemId,
        draft: ItemId,
    },
    PupilMoved {
        pupil: PersonId,
        from: PlaceId,
        to: PlaceId,
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
    // ways in of pupils
    PupilEntered {
        person: PersonId,
        kind: SessionKind,
    },
    ClassSessionOpened {
        class: PlaceId,
        class_session: ClassSessionId,
    },
    ClassSessionPaired {
        class_session: ClassSessionId,
    },
    ClassSessionClosed {
        class_session: ClassSessionId,
    },
    ClassSessionRefused,
    PicturesRefused {
        person: PersonId,
    },
    PictureCodesMade {
        class: PlaceId,
        people: Vec<PersonId>,
    },
    AnimalChosen {
        person: PersonId,
    },
    CardsPrinted {
        class: PlaceId,
        people: Vec<PersonId>,
    },
    CardRefused,
    PhraseChosen {
        person: PersonId,
    },
    PhraseRefused,
    WayChosen {
        class: PlaceId,
        level: String,
    },
    PupilBlocked {
        person: PersonId,
    },
    PupilUnblocked {
        person: PersonId,
    },
    /// A teacher asked for something about a way in that is not hers to settle, or that cannot be.
    WayRefused,
    TilePhotosSwitched {
        school: PlaceId,
        on: bool,
    },
    TilePhotoAnswered {
        pupil: PersonId,
        guardian: PersonId,
        granted: bool,
        on_paper: bool,
    },
    TilePhotoPut {
        pupil: PersonId,
    },
    TilePhotoTaken {
        pupil: PersonId,
    },
    /// The night: these children left the school, or nobody allows their picture any more.
    TilePhotosForgotten {
        people: Vec<PersonId>,
    },
    TilePhotoRefused,
    ChildLent {
        child: PersonId,
    },
    ChildTakenBack,
    LendingRefused,
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
    /// Is of the school no more, since the head said so.
    PersonLeft {
        person: PersonId,
        place: PlaceId,
    },
    IdentityCorrected {
        person: PersonId,
    },
    PersonChangeRefused,
    // classes opened by hand
    ClassMade {
        class: PlaceId,
    },
    ClassRenamed {
        class: PlaceId,
    },
    ClassClosed {
        class: PlaceId,
    },
    ClassRefused,
    /// ONDE's list of next year went into its draft.
    OndeDrafted {
        onde: OndeId,
    },
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
    // who heads a school
    MandateGiven {
        role: RoleId,
        person: PersonId,
        school: PlaceId,
    },
    /// Its last day was said by hand.
    MandateEnded {
        role: RoleId,
        school: PlaceId,
    },
    /// The directory says again until when.
    MandateGivenBack {
        role: RoleId,
        school: PlaceId,
    },
    MandateRefused,
    // the project's team
    TeamMemberNamed {
        role: RoleId,
        person: PersonId,
        kind: &'static str,
    },
    TeamMemberEnded {
        role: RoleId,
        person: PersonId,
    },
    TeamRefused,
    // the project
    ProjectDescribed,
    ProjectRefused,
    PartyAdded {
        party: uuid::Uuid,
    },
    /// What it is, what it brings, whom to call, who has access.
    PartyChanged {
        party: uuid::Uuid,
    },
    PartyRefused,
    /// Who does what in the project.
    ResponsibilitiesSaid,
    ObjectiveSaid {
        objective: uuid::Uuid,
    },
    ObjectiveDropped {
        objective: uuid::Uuid,
    },
    /// A decision to go on to a phase, or not to.
    PhaseDecided {
        kind: &'static str,
        go: bool,
    },
    /// Whether schools open by steps; so many were open already.
    OpeningDecided {
        gated: bool,
        opened: u64,
    },
    /// A step of a school's way into the project.
    JoiningStep {
        school: PlaceId,
        step: &'static str,
        outcome: &'static str,
    },
    JoiningRefused {
        school: PlaceId,
        step: &'static str,
    },
    // the project's figures
    FiguresAsked,
    FiguresRefused,
    PerimeterKept {
        perimeter: PlaceId,
    },
    /// Of a year before the product; zeros are the whole project.
    PastFiguresSaid {
        place: PlaceId,
    },
    // who steers the project
    BodyMade {
        body: uuid::Uuid,
    },
    /// A seat taken, or left.
    BodyChanged {
        body: uuid::Uuid,
    },
    MeetingConvened {
        meeting: uuid::Uuid,
    },
    MeetingCancelled {
        meeting: uuid::Uuid,
    },
    AgendaChanged {
        meeting: uuid::Uuid,
    },
    MinutesWritten {
        meeting: uuid::Uuid,
    },
    DecisionProposed {
        decision: uuid::Uuid,
    },
    /// A college agreed, or not.
    DecisionVoiced {
        decision: uuid::Uuid,
        college: &'static str,
        agrees: bool,
    },
    DecisionFollowed {
        decision: uuid::Uuid,
        state: &'static str,
    },
    ActionGiven {
        meeting: uuid::Uuid,
    },
    ActionDone {
        meeting: uuid::Uuid,
    },
    /// Tied to a body; a report filed, seen; a decision sent to it, taken note of.
    ReferenceGroup {
        of: uuid::Uuid,
        what: &'static str,
    },
    GovernanceRefused,
    // conventions
    ConventionMade {
        convention: uuid::Uuid,
    },
    /// A party, a clause, an annex, an amendment, its end.
    ConventionChanged {
        convention: uuid::Uuid,
        what: &'static str,
    },
    ConventionSigned {
        convention: uuid::Uuid,
        party: uuid::Uuid,
    },
    ConventionRefused,
    // money
    CommuneCommitted {
        commune: PlaceId,
    },
    CostSplit {
        statement: uuid::Uuid,
    },
    GrantMade {
        grant: uuid::Uuid,
    },
    /// A claim, its payment, an indicator.
    GrantChanged {
        grant: uuid::Uuid,
        what: &'static str,
    },
    MoneyRefused,
    // people and help on site
    /// A course, a session, a seat, who came, an opinion (that it was given, not which), a replay, a plan.
    TrainingChanged {
        of: uuid::Uuid,
        what: &'static str,
    },
    MeetingServerNamed,
    TrainingRefused,
    /// Its plan, or something that was done there.
    SchoolAccompanied {
        school: PlaceId,
        what: &'static str,
    },
    /// A function, an absence, the thresholds, the publisher's referents.
    StaffChanged {
        of: uuid::Uuid,
        what: &'static str,
    },
    JournalWritten {
        school: PlaceId,
        what: &'static str,
    },
    PracticeChanged {
        practice: uuid::Uuid,
        what: &'static str,
    },
    /// The letter to the collectivities: written, changed, sent.
    NewsletterChanged {
        letter: uuid::Uuid,
        what: &'static str,
    },
    /// A reader wants no more of them.
    NewsletterStopped,
    NewsletterRefused,
    ContactLogged {
        entry: uuid::Uuid,
        what: &'static str,
    },
    OnSiteRefused,
    /// A collège of the register, a link with a school, what an inspector proposes, an import.
    SectorChanged {
        of: uuid::Uuid,
        what: &'static str,
    },
    SectorRefused,
    // equipment, purchases, invoices, the contract, changes
    /// A batch, its removal, an incident; without a school a rule of the project, a contract of maintenance.
    EquipmentChanged {
        school: Option<PlaceId>,
        what: &'static str,
    },
    EquipmentRefused {
        school: Option<PlaceId>,
    },
    /// Opened, an item, an adhesion, needs, their validation, the order, a delivery, its acceptance.
    PurchaseChanged {
        campaign: uuid::Uuid,
        what: &'static str,
    },
    PurchaseRefused,
    InvoiceKept {
        invoice: uuid::Uuid,
    },
    /// Made, extended, a step of its plan, closed.
    ContractChanged {
        contract: uuid::Uuid,
        what: &'static str,
    },
    ContractRefused,
    /// The dates of our tender, and of the sister’s.
    TenderDatesSaid,
    ChangeAsked {
        change: uuid::Uuid,
    },
    ChangeMoved {
        change: uuid::Uuid,
        state: &'static str,
    },
    ChangeRefused,
    /// A commune followed or gone on, an advantage, an act of the mobilisation plan.
    Rallied {
        what: &'static str,
    },
    RallyingRefused,
    /// An offer is made or withdrawn, given to a commune or a school, taken back.
    BundleChanged {
        of: uuid::Uuid,
        what: &'static str,
    },
    /// A pack of resources: made, filled, withdrawn; put on a class’s shelf, taken off.
    PackChanged {
        pack: Option<uuid::Uuid>,
        class: Option<PlaceId>,
        what: &'static str,
    },
    PackRefused,
    // events, what is handed out
    /// Announced, its programme, somebody comes or not, how many came, cancelled.
    EventChanged {
        event: uuid::Uuid,
        what: &'static str,
    },
    /// Added, a version, withdrawn.
    DocumentChanged {
        document: uuid::Uuid,
        what: &'static str,
    },
    EventRefused,
    /// A deputy was given the roles of somebody who is away.
    DeputyNamed {
        absence: uuid::Uuid,
        deputy: PersonId,
        roles: u64,
    },
    // the card that both co-owners hold: proposed, agreed, opposed, applied, dropped
    CardChanged {
        change: uuid::Uuid,
        what: &'static str,
    },
    // names of domains: proposed, accepted, refused, tried, ended
    DomainChanged {
        request: uuid::Uuid,
        what: &'static str,
    },
    DomainRules,
    DomainRefused,
    // requirements: a catalogue, an item, a voice, our answer, a bidder’s, a reminder
    RequirementChanged {
        about: uuid::Uuid,
        what: &'static str,
    },
    RequirementRefused,
    // legal: what the adviser said of a text (« validated », « rework »)
    LegalOpinionSaid {
        opinion: uuid::Uuid,
        what: &'static str,
    },
    LegalOpinionRefused,
    // who administers a school: « named », « ended », « waived »
    AdministratorChanged {
        school: PlaceId,
        person: PersonId,
        what: &'static str,
    },
    AdministratorRefused,
    // options: a check of one (« checked », « taken back »)
    OptionCheck {
        option: &'static str,
        what: &'static str,
    },
    OptionRefused,
    // services that recognise our people: « made », « changed », « opened », « closed »
    SsoServiceChanged {
        service: uuid::Uuid,
        what: &'static str,
    },
    SsoServiceRefused,
    /// She was told what leaves to a service, and went on.
    SsoTold {
        service: uuid::Uuid,
    },
    SsoToldRefused,
    /// A ticket was given to her for a service.
    SsoEntered {
        service: uuid::Uuid,
    },
    // another ENT whose people come in here: « made », « changed », « opened », « closed »
    EntrySourceChanged {
        source: uuid::Uuid,
        what: &'static str,
    },
    EntrySourceRefused,
    /// She came in because another ENT said that it was she.
    SignedInFrom {
        person: PersonId,
        source: uuid::Uuid,
    },
    /// Her account there opens her account here from now on; or no more.
    EntryLinked {
        source: uuid::Uuid,
    },
    EntryUnlinked {
        source: uuid::Uuid,
    },
    EntryLinkRefused,
    /// The other ENT says that a session of its own is over: so many of ours went with it.
    EntryOver {
        source: uuid::Uuid,
        sessions: i64,
    },
    // help without anybody: an article, a guide, an opinion (that it was given, not which); a known problem
    HelpChanged {
        of: Option<uuid::Uuid>,
        what: &'static str,
    },
    HelpRefused,
    ProblemChanged {
        problem: uuid::Uuid,
        what: &'static str,
    },
    // help: a ticket is opened; what was done to it; queues and routing are settled; a pupil says that it does not work
    TicketOpened {
        ticket: uuid::Uuid,
    },
    TicketChanged {
        ticket: uuid::Uuid,
        what: &'static str,
    },
    TicketRefused,
    /// A mail server says that there is no such mailbox: of a person, or of a copy of a letter.
    LetterCameBack {
        to: uuid::Uuid,
    },
    SupportSettled {
        what: &'static str,
    },
    TroubleSaid {
        class: PlaceId,
    },
    TroubleSeen {
        class: PlaceId,
    },
    /// Her school is not open.
    OpeningRefused {
        person: PersonId,
    },
    // groups made by hand
    GroupMade {
        group: PlaceId,
    },
    GroupRenamed {
        group: PlaceId,
    },
    GroupChanged {
        group: PlaceId,
        came: Vec<PersonId>,
        went: Vec<PersonId>,
    },
    GroupClosed {
        group: PlaceId,
    },
    GroupRefused,
    // families
    GuardianLinkChanged {
        pupil: PersonId,
        guardian: PersonId,
        authority: &'static str,
    },
    /// A head said who those are of whom ONDE said nothing.
    GuardiansChecked {
        school: PlaceId,
        links: usize,
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
    CommunicationRulesChanged {
        school: PlaceId,
        preset: &'static str,
        exceptions: Vec<String>,
    },
    CommunicationRulesRefused {
        school: PlaceId,
    },
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
    /// Somebody looks at what taking it back would do, or says yes.
    FeedRollback {
        import: ImportId,
        what: &'static str,
    },
    FeedUndone {
        import: ImportId,
    },
}
