/** A file of the window, in memory: nothing that a request says becomes a path of this machine. */
export interface WindowFile {
  /** Media type, as HTTP has it. */
  readonly type: string
  readonly bytes: Uint8Array
}

/** The built window: path (`index.html`, `assets/…`) → file. */
export interface WindowFiles {
  /** Read once, then kept. @throws {@link UnavailableError} `server-error` when the window was not built. */
  load(): Promise<ReadonlyMap<string, WindowFile>>
}
