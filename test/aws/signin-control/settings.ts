import { type Check, settingsChanger, share, whole } from '../settings-changer.ts'

/** How Sign-In's control plane behaves. All can be changed while it runs; seconds go by the stand-in's clock. */
export interface SigninControlSettings {
  /** Until a change is seen in the partition's home region, by readers and by the sign-in page; 0. */
  homePropagationSeconds: number
  /** Until it is seen in the other regions; 2. */
  propagationSeconds: number
  /** Most statements of an account; 50. */
  statementQuota: number
  /** For how long a client token is remembered; 600. */
  clientTokenSeconds: number
  /** Statuses of refusals: those of AWS's model (402, 403, 404, 409, 429), or the 400 of the API reference. */
  statuses: 'model' | 'documented'
  /** What documentation is silent on: a public address with a VPC, an endpoint without its VPC, a principal or a region alone. */
  combinations: 'accepted' | 'refused'
  /**
   * What a region does in a statement. `scopes`: the two statements hold in that region alone. `pins`: a third one
   * refuses the VPC and its endpoints in every other region.
   */
  region: 'scopes' | 'pins'
  /** What is answered where nothing was ever set: `empty`, or that it is not found. */
  whenAbsent: 'empty' | 'not-found'
  /** Whose page of Identity Center is refused: of those with a role in any account that refuses them, or in such accounts alone. */
  portalUsers: 'any-account' | 'every-account'
  /** Statements on a page when the caller does not say; 50. */
  pageSize: number
  /** Share of the pages that are empty and have a next one. */
  emptyPageRate: number
  /** Share of the pages that are shorter than asked for. */
  shortPageRate: number
  /** Of all of the above that is left to chance. */
  seed: number
}

export const defaultSettings: SigninControlSettings = {
  homePropagationSeconds: 0,
  propagationSeconds: 2,
  statementQuota: 50,
  clientTokenSeconds: 600,
  statuses: 'model',
  combinations: 'accepted',
  region: 'scopes',
  whenAbsent: 'empty',
  portalUsers: 'any-account',
  pageSize: 50,
  emptyPageRate: 0.1,
  shortPageRate: 0.1,
  seed: 1,
}

const seconds: Check = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && allowed.includes(value)

export const changeSettings = settingsChanger<SigninControlSettings>({
  homePropagationSeconds: seconds,
  propagationSeconds: seconds,
  statementQuota: whole(0),
  clientTokenSeconds: whole(0),
  statuses: oneOf('model', 'documented'),
  combinations: oneOf('accepted', 'refused'),
  region: oneOf('scopes', 'pins'),
  whenAbsent: oneOf('empty', 'not-found'),
  portalUsers: oneOf('any-account', 'every-account'),
  pageSize: (value) => whole(1)(value) && Number(value) <= 100,
  emptyPageRate: share,
  shortPageRate: share,
  seed: whole(0),
})
