/**
 * An account, opened for its console access: who signs, where, what stands there, and whom a change is tried against.
 *
 * @module
 */

import type { SignedBy, SigninControl } from '../../aws/signin-control-types.ts'
import { assertTargetId } from '../../aws/signin-inputs.ts'
import type { ConsumerClaim } from '../../broker/consumer.ts'
import type { Grants } from '../../broker/grants.ts'
import type { AccessState } from '../../console-access/access-state.ts'
import type { ChangeHistory } from '../../console-access/change-history.ts'
import type { ChangeRecord } from '../../console-access/change-record.ts'
import {
  assertAddress,
  decodeSituations,
  parseSituations,
  situationsFrom,
} from '../../console-access/kept-situations.ts'
import { inputsOf, readAccess } from '../../console-access/read-access.ts'
import type { Situation } from '../../console-access/situation.ts'
import { usualSituations } from '../../console-access/usual-situations.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import type { Files } from '../../kernel/ports/files.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { Random } from '../../kernel/ports/random.ts'
import type { Asking } from '../config/aws-files.ts'
import type { ProfileRegion } from '../credentials/profile-region.ts'
import { fileAt, pathFrom } from './console-access-file.ts'
import { withLockedOutHint } from './console-access-locked-out.ts'

/** Whom the policy is tried against, beside the usual ones. What is not given stays unknown: nothing is asked of anybody. */
export interface Viewpoint {
  /** The ARN of the principal that must always get in. */
  readonly breakGlass?: string | undefined
  /** The public address of the person who asks. */
  readonly myIp?: string | undefined
  /** `NAME=ARN,source-ip=…; …` */
  readonly situations?: string | undefined
  /** A JSON list, relative to the working folder. */
  readonly situationsFile?: string | undefined
  /** The list that a window keeps, in the form of that file. */
  readonly kept?: readonly object[] | undefined
}

export interface ConsoleAccessRequest extends Asking {
  readonly profile: string
  /** An organization or its root; the account when left out. */
  readonly targetId?: string | undefined
  readonly viewpoint: Viewpoint
  readonly consumer?: ConsumerClaim | undefined
  /** Only to show: a window that stands open on it. */
  readonly isLook?: boolean | undefined
  readonly signal: AbortSignal
}

export interface ConsoleAccessDependencies {
  readonly control: () => Promise<SigninControl>
  readonly grants: Pick<Grants, 'issue'>
  /** Operation GetCallerIdentity of STS, which needs no permission. */
  readonly whoIs: (by: SignedBy) => Promise<{ readonly arn: string }>
  readonly regionOf: ProfileRegion
  /** The kind of session behind a profile. */
  readonly sessionKindOf: (profile: string) => string | undefined
  readonly files: Files
  readonly history: ChangeHistory
  readonly clock: Clock
  readonly random: Random
  /** By AWS's clock. */
  readonly now: () => number
}

export interface OpenAccount {
  readonly accountId: string
  readonly targetId: string
  readonly region: string
  readonly control: SigninControl
  /** Credentials that live long enough for one call. `signal` is for what may be cut short: reading. */
  by(signal?: AbortSignal): Promise<SignedBy>
  /** As AWS shows it. */
  read(): Promise<AccessState>
  /** What Signet changed here, newest first. */
  records(): Promise<readonly ChangeRecord[]>
  readonly situations: readonly Situation[]
}

const leastLifeInMilliseconds = 60_000

/** @throws what reading credentials throws; {@link InputError} `target-invalid`, `request-malformed`. */
export async function openAccount(
  dependencies: ConsoleAccessDependencies,
  request: ConsoleAccessRequest,
  prompts: Prompts,
): Promise<OpenAccount> {
  const { grants, history, now } = dependencies
  const { profile, viewpoint, consumer, isLook, signal } = request
  if (request.targetId !== undefined) assertTargetId(request.targetId)
  if (viewpoint.myIp !== undefined) assertAddress(viewpoint.myIp, '--my-ip')
  const control = await dependencies.control()
  const issue = (cut: AbortSignal | undefined) =>
    withLockedOutHint(
      history,
      profile,
      grants.issue({ profile, channel: 'console-access', prompts, signal: cut, consumer, isLook }),
    )
  let issued = await issue(signal)
  const { accountId } = issued.credentials
  const region = await dependencies.regionOf(profile, request, prompts)
  const targetId = request.targetId ?? accountId
  async function by(cut?: AbortSignal): Promise<SignedBy> {
    if (issued.credentials.expiration - now() < leastLifeInMilliseconds) issued = await issue(cut)
    const { accessKeyId, secretAccessKey, sessionToken } = issued.credentials
    return { credentials: { accessKeyId, secretAccessKey, sessionToken }, region, signal: cut }
  }
  return {
    ...{ accountId, targetId, region, control, by },
    records: () => history.list(accountId),
    async read() {
      const records = await history.list(accountId)
      const signer = await by(signal)
      return readAccess({ control, by: signer, accountId, targetId, madeBySignet: inputsOf(records) })
    },
    situations: await situationsOf(dependencies, request, accountId, by),
  }
}

async function situationsOf(
  { whoIs, files }: ConsoleAccessDependencies,
  request: ConsoleAccessRequest,
  accountId: string,
  by: OpenAccount['by'],
): Promise<readonly Situation[]> {
  const { breakGlass, myIp, situations, situationsFile, kept: listed = [] } = request.viewpoint
  const path = situationsFile === undefined ? undefined : pathFrom(request.cwd, situationsFile)
  const kept = path === undefined ? [] : decodeSituations(await fileAt(files, path), path, accountId)
  const arn = await callerArn(whoIs, await by(request.signal))
  return usualSituations({
    accountId,
    breakGlass,
    you: arn === undefined ? undefined : { arn, network: myIp === undefined ? {} : { sourceIp: myIp } },
    kept: [
      ...kept,
      ...situationsFrom(listed, 'The kept list', accountId),
      ...(situations === undefined ? [] : parseSituations(situations, accountId)),
    ],
  })
}

/** Undefined where STS does not say: then there is no row for the person, and nothing else is worse. */
async function callerArn(
  whoIs: ConsoleAccessDependencies['whoIs'],
  by: SignedBy,
): Promise<string | undefined> {
  try {
    return (await whoIs(by)).arn
  } catch (thrown) {
    if (thrown instanceof AppError && !by.signal?.aborted) return undefined
    throw thrown
  }
}
