import type { RenewalPace } from './renewal-pace.ts'

/**
 * When credentials are renewed, by how long they were given for. Short lives (AWS may give 1 second) keep the proportions,
 * so that a short life is not "due" from its first moment.
 */
export interface RenewalWindows {
  /** With this much left a key in use is renewed in the background. */
  readonly aheadInMilliseconds: number
  /** With this much left a caller waits for the renewal. */
  readonly waitInMilliseconds: number
  /** With this much left or less they count as ended: a request made with them must still arrive. */
  readonly floorInMilliseconds: number
}

export function renewalWindows(lifeInMilliseconds: number, { ahead, wait }: RenewalPace): RenewalWindows {
  return {
    aheadInMilliseconds: Math.min(ahead.mostInMilliseconds, lifeInMilliseconds * ahead.ofLife),
    waitInMilliseconds: Math.min(wait.mostInMilliseconds, lifeInMilliseconds * wait.ofLife),
    floorInMilliseconds: Math.min(30_000, lifeInMilliseconds / 10),
  }
}
