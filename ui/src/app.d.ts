import type { Viewer } from '$lib/server/viewer';

declare global {
  namespace App {
    interface Locals {
      correlationId: string;
      viewer: Viewer;
      /** In which they want to see prices; undefined for the shop's own. */
      currency: string | undefined;
    }
    interface Error {
      message: string;
      /** What to tell the person on call. */
      correlationId?: string;
    }
  }
}

export {};
