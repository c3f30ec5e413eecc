import type { Viewer } from '$lib/server/viewer';

declare global {
  namespace App {
    interface Locals {
      correlationId: string;
      viewer: Viewer;
    }
    interface Error {
      message: string;
      /** What to tell the person on call. */
      correlationId?: string;
    }
  }
}

export {};
