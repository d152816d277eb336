import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SsoTestSession, startUrlOf } from '../aws/sso-test-client.ts'
import type { StandIn } from '../aws/stand-in.ts'

/** A home folder with a profile of IAM Identity Center. */
export interface SsoHome {
  readonly env: Readonly<Record<string, string>>
  /** Where AWS's tools keep the session's tokens. */
  readonly tokenFile: string
  /** Puts a session's tokens there, as AWS's tools write them. */
  writeToken(session: SsoTestSession, expiresInSeconds: number): Promise<void>
  /** What is there now. */
  readToken(): Promise<Readonly<Record<string, string>>>
  remove(): Promise<void>
}

const sessionName = 'my-sso'
const scopes = 'sso:account:access'

/** @param legacy - The start URL stands in the profile itself, without session and scopes. */
export async function makeSsoHome(
  standIn: StandIn,
  profile: { readonly accountId: string; readonly roleName: string },
  legacy = false,
): Promise<SsoHome> {
  const home = await mkdtemp(join(tmpdir(), 'sso-home-'))
  const cache = join(home, '.aws', 'sso', 'cache')
  await mkdir(cache, { recursive: true })
  const [startUrl, region] = [startUrlOf(standIn), 'us-east-1']
  const where = `sso_start_url = ${startUrl}\nsso_region = ${region}\n`
  const config = `[profile work]
region = ${region}
sso_account_id = ${profile.accountId}
sso_role_name = ${profile.roleName}
${legacy ? where : `sso_session = ${sessionName}\n[sso-session ${sessionName}]\n${where}sso_registration_scopes = ${scopes}\n`}`
  await writeFile(join(home, '.aws', 'config'), config)
  const key = createHash('sha1').update(legacy ? startUrl : sessionName)
  const tokenFile = join(cache, `${key.digest('hex')}.json`)
  return {
    env: {
      ...standIn.env,
      HOME: home,
      AWS_PROFILE: 'work',
      AWS_DATA_PATH: await writeEndpoints(standIn, home),
    },
    tokenFile,
    writeToken: (session, expiresInSeconds) =>
      writeFile(tokenFile, JSON.stringify(tokenMembers(session, startUrl, expiresInSeconds))),
    readToken: async () => JSON.parse(await readFile(tokenFile, 'utf8')) as Record<string, string>,
    remove: () => rm(home, { recursive: true, force: true }),
  }
}

function tokenMembers(session: SsoTestSession, startUrl: string, expiresInSeconds: number): object {
  const { accessToken, clientId, clientSecret, refreshToken } = session
  return {
    startUrl,
    region: 'us-east-1',
    accessToken,
    expiresAt: timestamp(expiresInSeconds),
    clientId,
    clientSecret,
    registrationExpiresAt: timestamp(90 * 86_400),
    refreshToken,
  }
}

function timestamp(secondsFromNow: number): string {
  return new Date(Date.now() + secondsFromNow * 1000).toISOString().replace(/\.\d+Z$/, 'Z')
}

/**
 * Tools of Debian 12 are older than `AWS_ENDPOINT_URL_*`. They read where a service is from data files, and let
 * `AWS_DATA_PATH` put others before them.
 */
export async function writeEndpoints(standIn: StandIn, home: string): Promise<string> {
  const folder = join(home, 'aws-data')
  const services = [
    ['sso-oidc', '2019-06-10', standIn.env.AWS_ENDPOINT_URL_SSO_OIDC],
    ['sso', '2019-06-10', standIn.env.AWS_ENDPOINT_URL_SSO],
    ['sts', '2011-06-15', standIn.env.AWS_ENDPOINT_URL_STS],
  ] as const
  for (const [service, version, url] of services) {
    const place = join(folder, service, version)
    await mkdir(place, { recursive: true })
    const rules = [{ conditions: [], endpoint: { url, properties: {}, headers: {} }, type: 'endpoint' }]
    const ruleSet = { version: '1.0', parameters: endpointParameters, rules }
    await writeFile(join(place, 'endpoint-rule-set-1.json'), JSON.stringify(ruleSet))
  }
  return folder
}

const documentation = ''
const endpointParameters = {
  Region: { builtIn: 'AWS::Region', required: false, documentation, type: 'String' },
  UseDualStack: {
    builtIn: 'AWS::UseDualStack',
    ...{ required: true, default: false, documentation, type: 'Boolean' },
  },
  UseFIPS: { builtIn: 'AWS::UseFIPS', ...{ required: true, default: false, documentation, type: 'Boolean' } },
  Endpoint: { builtIn: 'SDK::Endpoint', required: false, documentation, type: 'String' },
  UseGlobalEndpoint: {
    builtIn: 'AWS::STS::UseGlobalEndpoint',
    ...{ required: true, default: false, documentation, type: 'Boolean' },
  },
}
