import { status } from '@grpc/grpc-js';

/** A request that cannot be served as it is, or not now; its message says what was wrong and what would be right. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
  /** The real server answers UNKNOWN where it looks no further than the first exception; we say the same, with a sentence. */
  readonly code: status;

  constructor(message: string, code = status.INVALID_ARGUMENT) {
    super(message);
    this.code = code;
  }
}
