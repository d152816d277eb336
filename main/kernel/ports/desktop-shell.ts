/** What only the desktop app can do for a person. */
export interface DesktopShell {
  /** Whether the app starts when the person logs in to this machine. */
  startsAtLogin(): boolean
  setStartAtLogin(isOn: boolean): void
  /** Whether the system shows notifications of ours. */
  canNotify(): boolean
  /** Whether the system tells that the screen was locked. */
  seesScreenLock(): boolean
}
