/** A certificate authority, as shown: which it is, and until when. */
export interface Authority {
  readonly subject: string
  readonly issuer: string
  /** SHA-256 of the certificate, as `AB:CD:…`. */
  readonly fingerprint: string
  /** Epoch milliseconds. */
  readonly endsAt: number
}

/** One that was added, with what it is trusted by. */
export interface AddedAuthority extends Authority {
  readonly pem: string
  /** The file that it was taken from. */
  readonly from: string
}

/** How the agent goes out beside what its environment and the system say. */
export interface NetworkChoice {
  /** In place of the environment's. */
  readonly proxy?: { readonly url: string; readonly except?: string | undefined } | undefined
  /** Trusted beside those of the system. */
  readonly authorities: readonly AddedAuthority[]
}

/** The agent's way out, as a person has set it in a terminal. Kept by the host, as it counts before anything else is there. */
export interface Network {
  /** What counts now; `damaged` where the file that has it cannot be read: nothing goes out then. */
  choice(): NetworkChoice | 'damaged'
  /** Durable when resolved, and counts from the next request. @throws {@link FileError} */
  change(choice: NetworkChoice): Promise<void>
  /** The certificates of a PEM text; undefined where it has none, or one that is no authority's. */
  authorities(pem: string): readonly (Authority & { readonly pem: string })[] | undefined
  readonly path: string
}
