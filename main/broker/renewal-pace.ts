/**
 * How eagerly each kind of credentials is renewed.
 *
 * @module
 */
export interface RenewalPace {
  /** Of their life, the part that is left when they are renewed ahead, and the most of it. */
  readonly ahead: Share
  /** The same for when a caller waits for the renewal. */
  readonly wait: Share
  /** Between two tries while valid ones are there. */
  readonly spacingInMilliseconds: number
  /** A client has limits of its own, under this: it only frees those who wait if they fail (R29). */
  readonly longestTryInMilliseconds: number
}

interface Share {
  readonly ofLife: number
  readonly mostInMilliseconds: number
}

/** Sign-In gives 900 seconds: ahead at 600 left, waited for at 300 left. */
export const signinPace: RenewalPace = {
  ahead: { ofLife: 2 / 3, mostInMilliseconds: 600_000 },
  wait: { ofLife: 1 / 3, mostInMilliseconds: 300_000 },
  spacingInMilliseconds: 30_000,
  longestTryInMilliseconds: 30_000,
}

/** Identity Center gives an hour. The AWS CLI renews with 15 minutes left, too, and at most once a minute. */
export const accessTokenPace: RenewalPace = {
  ahead: { ofLife: 1 / 2, mostInMilliseconds: 900_000 },
  wait: { ofLife: 1 / 6, mostInMilliseconds: 300_000 },
  spacingInMilliseconds: 60_000,
  longestTryInMilliseconds: 30_000,
}

/**
 * A permission set gives between 1 and 12 hours. Tools ask again with 15 minutes left, so what they are given has more:
 * 20 minutes of an hour, an hour of three or more. A try may stand in the portal's queue for long, behind a thousand others.
 */
export const rolePace: RenewalPace = {
  ahead: { ofLife: 1 / 3, mostInMilliseconds: 3_600_000 },
  wait: { ofLife: 1 / 8, mostInMilliseconds: 600_000 },
  spacingInMilliseconds: 60_000,
  longestTryInMilliseconds: 180_000,
}
