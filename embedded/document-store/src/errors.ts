/** Names and numbers of MongoDB's errors that this server answers with. */
const codes = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  HostUnreachable: 6,
  HostNotFound: 7,
  FailedToParse: 9,
  TypeMismatch: 14,
  Overflow: 15,
  Unauthorized: 13,
  InvalidLength: 16,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  InvalidBSON: 22,
  LockTimeout: 24,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  DottedFieldName: 57,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  UnknownReplWriteConcern: 79,
  OperationFailed: 96,
  UnsatisfiableWriteConcern: 100,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  NetworkTimeout: 89,
  ShutdownInProgress: 91,
  WriteConflict: 112,
  CommandNotSupported: 115,
  ReadConcernMajorityNotAvailableYet: 134,
  ExceededMemoryLimit: 146,
  CannotIndexParallelArrays: 171,
  PrimarySteppedDown: 189,
  InvalidIndexSpecificationOption: 197,
  ClusterTimeFailsRateLimiter: 205,
  TransactionTooOld: 225,
  NotImplemented: 238,
  SnapshotTooOld: 239,
  ConversionFailure: 241,
  SnapshotUnavailable: 246,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  ExceededTimeLimit: 262,
  CursorInUse: 292,
  OperationNotSupportedInTransaction: 263,
  SocketException: 9001,
  NotWritablePrimary: 10107,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  InterruptedAtShutdown: 11600,
  Interrupted: 11601,
  InterruptedDueToReplStateChange: 11602,
  NotPrimaryNoSecondaryOk: 13435,
  NotPrimaryOrSecondary: 13436,
  OutOfDiskSpace: 14031,
  KeyTooLong: 17280,
  InvalidPipelineOperator: 168,
  UnknownStage: 40324,
  UnknownField: 40415,
  MissingField: 40414,
} as const;

export type ErrorName = keyof typeof codes;

const names: ReadonlyMap<number, string> = new Map(Object.entries(codes).map(([name, code]) => [code, name]));

/** An answer of refusal: MongoDB's code, its name, a sentence, and fields that belong beside them. */
export class StoreError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** What drivers do next depends on these; set by whoever knows the command that was refused. */
  labels: readonly string[] | undefined;

  constructor(name: ErrorName | number, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'StoreError';
    this.code = typeof name === 'number' ? name : codes[name];
    this.codeName = typeof name === 'number' ? (names.get(name) ?? `Location${String(name)}`) : name;
    this.details = details;
  }
}

/** Thrown in place of an answer where a fail point closes the connection. */
export class ConnectionLost extends Error {}

/** For features that MongoDB has and this server refuses, never half does. */
export function unsupported(what: string): StoreError {
  return new StoreError(
    'CommandNotSupported',
    `${what} is not supported by this server; use MongoDB where it is needed`,
  );
}

/** The time that a client gave is over. What a write had done by then is done; no batch goes on after it. */
export class TimeUp extends StoreError {
  constructor() {
    super('MaxTimeMSExpired', 'operation exceeded time limit');
  }
}
