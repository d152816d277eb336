import { settingsChanger, share, whole } from '../settings-changer.ts'

/** How one IAM Identity Center behaves. All can be changed while it runs; seconds go by the stand-in's clock. */
export interface IdentityCenterSettings {
  /** Of a client's registration; 90 days. */
  registrationSeconds: number
  /** Of an authorization code; 300. */
  codeSeconds: number
  /** Of a device code; 600. */
  deviceSeconds: number
  /** What device authorization replies ask to wait between polls; 1. */
  deviceIntervalSeconds: number
  /** Polls whose spacing is not judged; 2, as AWS's CLI asks twice before it first waits. 1 judges all. */
  deviceFreePolls: number
  /** With an automatic answer: polls that are still told to wait; 0. */
  deviceAutoApproveAfterPolls: number
  /** Of an access token that was asked for with scopes; 3600. */
  accessTokenSeconds: number
  /** Of a session; 8 hours. */
  sessionSeconds: number
  /** What a refresh token that was used before is answered: a refusal, or for so long the same again. */
  reuse: 'refused' | { readonly toleratedForSeconds: number }
  /** Whether a refresh gives the next refresh token. */
  refreshReply: 'rotates' | 'without-token'
  /** Calls per second to one instance's portal, and as many at once; 20. 0 for no limit. */
  portalRate: number
  /** What `Retry-After` says when there were too many; no header when left out. */
  retryAfterSeconds: number | undefined
  /** Share of the portal's calls that are told at random that they are too many. */
  throttleRate: number
  /** Share of the portal's calls that fail at random with status 500. */
  errorRate: number
  /** Share of the portal's pages that are shorter than asked for. */
  shortPageRate: number
  /** Share of the portal's pages that are empty and have a next one. */
  emptyPageRate: number
  /** Items on a page when the caller does not say. */
  pageSize: number
  /** Of all of the above that is left to chance. */
  seed: number
}

export const defaultSettings: IdentityCenterSettings = {
  registrationSeconds: 90 * 86_400,
  codeSeconds: 300,
  deviceSeconds: 600,
  deviceIntervalSeconds: 1,
  deviceFreePolls: 2,
  deviceAutoApproveAfterPolls: 0,
  accessTokenSeconds: 3600,
  sessionSeconds: 8 * 3600,
  reuse: 'refused',
  refreshReply: 'rotates',
  portalRate: 20,
  retryAfterSeconds: undefined,
  throttleRate: 0,
  errorRate: 0,
  shortPageRate: 0.1,
  emptyPageRate: 0.1,
  pageSize: 20,
  seed: 1,
}

export const changeSettings = settingsChanger<IdentityCenterSettings>({
  registrationSeconds: whole(1),
  codeSeconds: whole(1),
  deviceSeconds: whole(1),
  deviceIntervalSeconds: whole(0),
  deviceFreePolls: whole(1),
  deviceAutoApproveAfterPolls: whole(0),
  accessTokenSeconds: whole(1),
  sessionSeconds: whole(1),
  reuse: (value) =>
    value === 'refused' || whole(1)((Object(value) as { toleratedForSeconds?: unknown }).toleratedForSeconds),
  refreshReply: (value) => value === 'rotates' || value === 'without-token',
  portalRate: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  retryAfterSeconds: (value) => value === undefined || whole(0)(value),
  throttleRate: share,
  errorRate: share,
  shortPageRate: share,
  emptyPageRate: share,
  pageSize: whole(1),
  seed: whole(0),
})
