/**
 * When credentials are renewed, by how long they were given for.
 *
 * Sign-In gives 900 seconds: renewed ahead at 600 left, waited for at 300 left, not handed out under 30. Shorter lives
 * (AWS may give 1 second) keep the proportions, so that a short life is not "due" from its first moment.
 *
 * @module
 */
export interface RenewalWindows {
  /** With this much left a key in use is renewed in the background. */
  readonly aheadInMilliseconds: number
  /** With this much left a caller waits for the renewal. */
  readonly waitInMilliseconds: number
  /** With this much left or less they count as ended: a request made with them must still arrive. */
  readonly floorInMilliseconds: number
}

export function renewalWindows(lifeInMilliseconds: number): RenewalWindows {
  return {
    aheadInMilliseconds: Math.min(600_000, (lifeInMilliseconds * 2) / 3),
    waitInMilliseconds: Math.min(300_000, lifeInMilliseconds / 3),
    floorInMilliseconds: Math.min(30_000, lifeInMilliseconds / 10),
  }
}
