import type { VendorError } from '../http.ts';
import type { Message } from '../provider.ts';

/** What of a webhook's settings its formats need. */
export interface Addressee { url: string; secret: string | undefined }

/** One call to a vendor. */
export interface Post { url: string; headers?: Record<string, string>; body: object }

/** How one vendor wants to be told by HTTP. */
export interface Format {
  /** Where it listens unless the settings say otherwise. */
  home?: string;
  /** It keeps alerts of its own, is told of incidents only, and its `secret` is the key it is called with. */
  keepsAlerts: boolean;
  /** The calls, in their order; the last one's answer counts. */
  postsOf(message: Message, to: Addressee): readonly Post[];
  /** Reads a refusal in the vendor's own format. */
  explain?(body: string): VendorError | undefined;
  /** What of a 2xx is no yes after all, and the vendor's id where it gives one. */
  read?(body: string): { id?: string };
}
