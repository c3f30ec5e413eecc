/**
 * What an error of MongoDB asks for. `passing`: wait and ask again, as it ends by itself or with what an operator does to
 * the servers (an election, a full disk, a busy lock). `configuration`: it ends when somebody changes what a service may do
 * or is told; wait as well, for a right that is granted needs no restart, and say so at once.
 */
export type StoreTrouble = 'passing' | 'configuration';

/*
 * Numbers, names and categories are those of the server, mongodb/mongo `src/mongo/base/error_codes.yml`. What drivers may
 * retry is said by mongodb/specifications, `retryable-reads` and `retryable-writes`: 6, 7, 89, 91, 134, 189, 262, 9001,
 * 10107, 11600, 11602, 13435, 13436. Those, and these:
 */
const passing = {
  // NetworkError, NetworkTimeoutError: between the servers of a set, or a router and its shards.
  HostUnreachable: 6,
  HostNotFound: 7,
  NetworkTimeout: 89,
  NetworkInterfaceExceededTimeLimit: 202,
  SocketException: 9001,
  ConfigServerUnreachable: 56_846,
  // NotPrimaryError: a set elects another primary, or takes reads alone.
  PrimarySteppedDown: 189,
  LegacyNotPrimary: 10_058,
  NotWritablePrimary: 10_107,
  InterruptedDueToReplStateChange: 11_602,
  NotPrimaryNoSecondaryOk: 13_435,
  NotPrimaryOrSecondary: 13_436,
  FailedToSatisfyReadPreference: 133,
  NoConfigPrimary: 149,
  ElectionInProgress: 216,
  // The keys of its clock are read yet.
  KeyNotFound: 211,
  // ShutdownError
  ShutdownInProgress: 91,
  InterruptedAtShutdown: 11_600,
  // ExceededTimeLimitError, and locks that others hold
  LockTimeout: 24,
  LockBusy: 46,
  MaxTimeMSExpired: 50,
  LockFailed: 107,
  ExceededTimeLimit: 262,
  TransactionExceededLifetimeLimitSeconds: 290,
  PooledConnectionAcquisitionExceededTimeLimit: 407,
  // Interruption: an operator ends an operation, or a cursor goes with its server; what was read is read again.
  CursorNotFound: 43,
  QueryPlanKilled: 175,
  CursorKilled: 237,
  ClientDisconnect: 279,
  InterruptedDueToStorageChange: 355,
  InterruptedDueToReshardingCriticalSection: 453,
  Interrupted: 11_601,
  ClientMarkedKilled: 46_841,
  RetriableRemoteCommandFailure: 91_331,
  InterruptedDueToFCVChange: 10_045_600,
  // SystemOverloadedError, and what is short for now
  TemporarilyUnavailable: 365,
  ResourceExhausted: 402,
  AdmissionQueueOverflow: 433,
  RateLimitExceeded: 449,
  PooledConnectionAcquisitionRejected: 450,
  IngressRequestRateLimitExceeded: 462,
  TooManyFilesOpen: 264,
  OutOfDiskSpace: 14_031,
  // Others are at the same document, collection or database.
  WriteConflict: 112,
  ConflictingOperationInProgress: 117,
  DatabaseDropPending: 215,
  IndexBuildAborted: 276,
  IndexBuildAlreadyInProgress: 285,
  MigrationConflict: 272,
  UpdatesStillPending: 412,
  BackgroundOperationInProgressForDatabase: 12_586,
  BackgroundOperationInProgressForNamespace: 12_587,
  // StaleShardVersionError: a router learns where data is.
  StaleEpoch: 150,
  StaleDbVersion: 249,
  StaleConfig: 13_388,
  // WriteConcernError: done on the primary, and not known to be safe yet.
  WriteConcernTimeout: 64,
  UnsatisfiableWriteConcern: 100,
  ReadConcernMajorityNotAvailableYet: 134,
  // An operator lets nobody write for now.
  UserWritesBlocked: 371,
} as const;

const configuration = {
  UserNotFound: 11,
  Unauthorized: 13,
  AuthenticationFailed: 18,
  UnknownReplWriteConcern: 79,
  AuthenticationRestrictionUnmet: 214,
  MechanismUnavailable: 334,
  ReauthenticationRequired: 391,
  // Atlas: a right that is missing, or a quota of space that is used up.
  AtlasError: 8_000,
} as const;

const troubles = new Map<number, StoreTrouble>([
  ...Object.values(passing).map((code) => [code, 'passing'] as const),
  ...Object.values(configuration).map((code) => [code, 'configuration'] as const),
]);

/** @returns undefined for all that is an answer to what was asked: a key that is there already, an update that cannot be */
export const troubleOfCode = (code: number): StoreTrouble | undefined => troubles.get(code);
