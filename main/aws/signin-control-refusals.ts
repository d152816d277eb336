import type { RefusalMeaning, RefusalTable } from './service-error.ts'
import { signatureRefusals } from './signin-signature-refusals.ts'

const mayNot: RefusalMeaning = {
  kind: 'refusal',
  code: 'insufficient-permissions',
  says: 'does not let this principal do that. Nothing was changed. It needs the managed policy AWSSignInResourcePolicyManagement, or this action in a policy of its own.',
}
/** The combinations that documentation leaves open are AWS's to judge, so its words are shown. */
const invalidRequest: RefusalMeaning = {
  kind: 'refusal',
  code: 'invalid-request',
  says: 'did not accept the request. Nothing was changed.',
  isQuoted: true,
}
const conflict: RefusalMeaning = {
  kind: 'refusal',
  code: 'conflict',
  says: 'has a change that contradicts this one, or has just been asked for the same one. Look at what is there now, and try again in a few minutes.',
  isQuoted: true,
}
const quota: RefusalMeaning = {
  kind: 'refusal',
  code: 'quota-exceeded',
  says: 'takes no more statements for this account. Nothing was changed. Remove one that is not needed, or ask AWS for a higher limit.',
  isQuoted: true,
}
const notFound: RefusalMeaning = {
  kind: 'refusal',
  code: 'not-found',
  says: 'does not have what was asked for. Nothing was changed. A change takes some minutes to be seen in every region: look again, and check the names.',
}

/**
 * What the control plane's refusals mean. The model has statuses of its own for them (402, 404, 409), the API reference
 * has 400 for all: the exception decides, then the `error` code, then the status. Requests carry no secret, so AWS's words
 * may be shown.
 */
export const signinControlRefusals: RefusalTable = {
  ...signatureRefusals,
  AccessDeniedException: mayNot,
  ValidationException: invalidRequest,
  ConflictException: conflict,
  ServiceQuotaExceededException: quota,
  ResourceNotFoundException: notFound,
  INSUFFICIENT_PERMISSIONS: mayNot,
  INVALID_REQUEST: invalidRequest,
  CONFLICT: conflict,
  SERVICE_QUOTA_EXCEEDED: quota,
  RESOURCE_NOT_FOUND: notFound,
  'status 400': invalidRequest,
  'status 402': quota,
  'status 404': notFound,
  'status 409': conflict,
}
