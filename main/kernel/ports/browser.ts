/** The person's web browser. */
export interface Browser {
  /** Whether there is a screen to open a page on, and something to open it with. */
  available(): boolean
  /**
   * Opens a page: https anywhere, or http on a loopback address. False for any other address, and when the browser
   * could not be started. Never throws. The address can be seen in the process list while the browser starts.
   */
  open(url: URL): Promise<boolean>
}
