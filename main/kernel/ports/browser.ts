/** The person's web browser. */
export interface Browser {
  /** Whether there is a screen to open a page on. */
  available(): boolean
  /** Opens an http(s) page. False when that could not be started. */
  open(url: URL): Promise<boolean>
}
