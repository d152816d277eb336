/**
 * STS, as far as Signet asks it: who is it, a role's credentials, a user's session.
 *
 * @see {@link https://docs.aws.amazon.com/STS/latest/APIReference/ AWS STS API reference}
 * @module
 */
import * as z from 'zod/mini'
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import type { EndpointOverrides } from './endpoint-overrides.ts'
import { loadEndpoints } from './endpoints.ts'
import { queryForm, queryWire } from './query-wire.ts'
import { type Operation, type RestJson, type RestJsonPorts, restJson } from './rest-json.ts'
import type { SigningCredentials } from './sigv4.ts'
import { assumeRoleRefusals, stsReasonOf, stsRefusals } from './sts-refusals.ts'

/** What signs a call: temporary credentials, or a user's own key, which has no session token. */
export interface StsSigner {
  readonly credentials: SigningCredentials
  readonly region: string
  readonly signal?: AbortSignal | undefined
}

/** A one-time password with the device that made it. */
export interface MfaProof {
  readonly serial: string
  /** Six digits. */
  readonly code: string
}

export interface AssumeRoleInput {
  readonly roleArn: string
  readonly roleSessionName: string
  readonly externalId?: string | undefined
  /** 900 to 43200, and at most 3600 with the credentials of a role. Left out: AWS gives an hour. */
  readonly durationSeconds?: number | undefined
  readonly mfa?: MfaProof | undefined
}

export interface GetSessionTokenInput {
  /** 900 to 129600. */
  readonly durationSeconds: number
  readonly mfa?: MfaProof | undefined
}

/** What AWS gave; whose account it is, is for the caller to know. `expiration` is epoch milliseconds by AWS's clock. */
export type StsCredentials = Omit<AwsCredentialIdentity, 'accountId'>

export interface CallerIdentity {
  readonly accountId: string
  readonly arn: string
  readonly userId: string
}

/** @throws errors of the house: {@link RefusalError} `mfa-failed`, `role-not-assigned`, `insufficient-permissions`, … */
export interface StsClient {
  assumeRole(
    input: AssumeRoleInput,
    signer: StsSigner,
  ): Promise<StsCredentials & { readonly assumedRoleArn: string }>
  /** Only a user's own key may sign this. */
  getSessionToken(input: GetSessionTokenInput, signer: StsSigner): Promise<StsCredentials>
  /** Needs no permission. */
  getCallerIdentity(signer: StsSigner): Promise<CallerIdentity>
}

// SECURITY: credentials go into headers, environments and other programs' files: printable ASCII, nothing else.
const credential = z.string().check(z.regex(/^[\x21-\x7e]+$/), z.maxLength(16_384))
const arn = z.string().check(z.regex(/^arn:[a-z0-9-]+:[a-z0-9-]+:[a-z0-9-]*:\d{12}:[\x21-\x7e]{1,1900}$/))
const moment = z.pipe(
  z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/)),
  z.transform((text) => Date.parse(text)),
)
const credentials = z.object({
  AccessKeyId: credential,
  SecretAccessKey: credential,
  SessionToken: credential,
  Expiration: moment,
})
const assumed = z.object({
  AssumeRoleResponse: z.object({
    AssumeRoleResult: z.object({ Credentials: credentials, AssumedRoleUser: z.object({ Arn: arn }) }),
  }),
})
const session = z.object({
  GetSessionTokenResponse: z.object({ GetSessionTokenResult: z.object({ Credentials: credentials }) }),
})
const identity = z.object({
  GetCallerIdentityResponse: z.object({
    GetCallerIdentityResult: z.object({
      UserId: z.string().check(z.regex(/^[\x21-\x7e]{1,256}$/)),
      Account: z.string().check(z.regex(/^\d{12}$/)),
      Arn: arn,
    }),
  }),
})

const row = {
  service: 'AWS STS',
  method: 'POST',
  path: '/',
  endpoint: 'data',
  auth: 'sigv4',
  refusals: stsRefusals,
} as const

const version = '2011-06-15'

const assumeRole: Operation<'sigv4', AssumeRoleInput, z.infer<typeof assumed>> = {
  ...row,
  name: 'AssumeRole',
  form: ({ roleArn, roleSessionName, externalId, durationSeconds, mfa }) =>
    queryForm('AssumeRole', version, {
      RoleArn: roleArn,
      RoleSessionName: roleSessionName,
      DurationSeconds: durationSeconds,
      ExternalId: externalId,
      SerialNumber: mfa?.serial,
      TokenCode: mfa?.code,
    }),
  output: assumed,
  repeatable: true,
}

const getSessionToken: Operation<'sigv4', GetSessionTokenInput, z.infer<typeof session>> = {
  ...row,
  name: 'GetSessionToken',
  form: ({ durationSeconds, mfa }) =>
    queryForm('GetSessionToken', version, {
      DurationSeconds: durationSeconds,
      SerialNumber: mfa?.serial,
      TokenCode: mfa?.code,
    }),
  output: session,
  repeatable: true,
}

const getCallerIdentity: Operation<'sigv4', undefined, z.infer<typeof identity>> = {
  ...row,
  name: 'GetCallerIdentity',
  form: () => queryForm('GetCallerIdentity', version),
  output: identity,
  repeatable: true,
}

/** An MFA code works once: with one, only a request that never left is sent again. */
function once<Input, Output>(
  operation: Operation<'sigv4', Input, Output>,
  mfa: MfaProof | undefined,
): Operation<'sigv4', Input, Output> {
  return mfa ? { ...operation, repeatable: false } : operation
}

/** STS over these ports. AWS's endpoint rules are read at the first call: who uses no role need not wait for them. */
export function stsClient(
  ports: Omit<RestJsonPorts, 'endpoints'>,
  overrides: EndpointOverrides,
  load: typeof loadEndpoints = loadEndpoints,
): StsClient {
  let made: Promise<RestJson> | undefined
  const engine = (): Promise<RestJson> => {
    made ??= load('sts', overrides).then((endpoints) =>
      restJson({ ...ports, endpoints }, queryWire({ reasonOf: stsReasonOf })),
    )
    return made
  }

  async function call<Input, Output>(
    operation: Operation<'sigv4', Input, Output>,
    input: Input,
    { credentials: keys, region, signal }: StsSigner,
  ): Promise<Output> {
    const { call: send } = await engine()
    return send(operation, input, {
      region,
      proof: { credentials: keys, signingName: 'sts', region },
      signal,
    })
  }

  return {
    async assumeRole(input, signer) {
      const operation = { ...once(assumeRole, input.mfa), refusals: assumeRoleRefusals(input.roleArn) }
      const { AssumeRoleResponse: reply } = await call(operation, input, signer)
      const { Credentials, AssumedRoleUser } = reply.AssumeRoleResult
      return { ...plain(Credentials), assumedRoleArn: AssumedRoleUser.Arn }
    },
    async getSessionToken(input, signer) {
      const { GetSessionTokenResponse: reply } = await call(once(getSessionToken, input.mfa), input, signer)
      return plain(reply.GetSessionTokenResult.Credentials)
    },
    async getCallerIdentity(signer) {
      const { GetCallerIdentityResponse: reply } = await call(getCallerIdentity, undefined, signer)
      const { Account, Arn, UserId } = reply.GetCallerIdentityResult
      return { accountId: Account, arn: Arn, userId: UserId }
    },
  }
}

function plain({
  AccessKeyId,
  SecretAccessKey,
  SessionToken,
  Expiration,
}: z.infer<typeof credentials>): StsCredentials {
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  }
}
