/**
 * A local AWS that checks every proof as AWS does: Sign-In and IAM Identity Center with their browser pages, and STS.
 * Real HTTP on 127.0.0.1, with a clock of its own and a script of faults. It shares no code with the product that it keeps honest.
 *
 * @module
 */
import { AccessKeys } from './access-keys.ts'
import { StandInClock } from './clock.ts'
import { Control } from './control.ts'
import { Counters } from './counters.ts'
import { ReplayMemory } from './dpop.ts'
import { DpopNonces } from './dpop-nonces.ts'
import { type FaultRule, FaultScript } from './faults.ts'
import { mostConsoleSeconds } from './federation/most-seconds.ts'
import { type FederationParts, federationService } from './federation/service.ts'
import { type FederationSettings, usualFederation } from './federation/settings.ts'
import { type Listening, type ListenOptions, listen } from './http.ts'
import { IdentityCenter, type IdentityCenterOptions } from './identity-center/identity-center.ts'
import { ServiceModel } from './model.ts'
import { PendingRequests } from './pending-requests.ts'
import { answerAuthorizePage, answerDevicePage } from './person.ts'
import { defaultPrincipals, type Principal, Principals } from './principals.ts'
import { Mint, type MintedSecret } from './secrets.ts'
import type { Service } from './service.ts'
import type { OpenAuthorizeRequest } from './signin/authorize-request.ts'
import { IdTokenIssuer } from './signin/id-token.ts'
import type { AutoApproval, SigninParts } from './signin/parts.ts'
import { signinService } from './signin/service.ts'
import { type SessionEnd, SigninStore } from './signin/store.ts'
import { SigninControl, type SigninControlOptions } from './signin-control/signin-control.ts'
import { ExternalClients } from './signin-oauth/external-clients.ts'
import { OAuthTokens } from './signin-oauth/tokens.ts'
import type { Network } from './signin-policy/network.ts'
import { Iam, type IamOptions } from './sts/iam.ts'
import { stsService } from './sts/service.ts'

export interface StandInOptions {
  /** The first is the one `env` names. `us-east-1` when left out. */
  readonly regions?: readonly string[]
  readonly principals?: readonly Principal[]
  /** Answer authorize requests at once, as this principal (by key) or with `deny`. */
  readonly autoApprove?: string
  /** Of access credentials, 1 to 900. */
  readonly expiresInSeconds?: number
  /** Of a session; 12 hours when left out. */
  readonly sessionSeconds?: number
  /** Of an authorization code; 300 when left out. */
  readonly codeSeconds?: number
  /** For how long a used refresh token answers the same again. */
  readonly repeatSeconds?: number
  readonly clockOffsetSeconds?: number
  readonly speed?: number
  /** Ask for DPoP nonces from the start. */
  readonly dpopNonce?: boolean
  readonly faults?: readonly FaultRule[]
  /** Goes before every path of Sign-In, e.g. `/x`. */
  readonly signinPathPrefix?: string
  /** Of the first region; further regions follow on the next ports. 0 or absent: the system chooses. */
  readonly signinPort?: number
  readonly stsPort?: number
  /** Of SSO OIDC in the first region; further regions follow. */
  readonly ssoOidcPort?: number
  /** Of the SSO portal in the first region; further regions follow. */
  readonly ssoPort?: number
  /** Who and what there is in IAM Identity Center, and how it behaves. */
  readonly identityCenter?: IdentityCenterOptions
  /** How Sign-In's control plane behaves, which organizations there are, and where browsers are. */
  readonly signinControl?: SigninControlOptions
  /** Of the control plane in the first region; further regions follow. */
  readonly signinControlPort?: number
  /** What refresh tokens of `aws login` and its like begin with; `ASOR` makes them known to introspection. */
  readonly refreshTokenPrefix?: string
  /** IAM users with long-term keys, and roles that can be assumed. */
  readonly iam?: IamOptions
  /** How console federation behaves. */
  readonly federation?: FederationSettings
  readonly federationPort?: number
  /** PEM. All services then speak TLS. */
  readonly tls?: { readonly key: string; readonly cert: string }
  /** False: judge without AWS's service models even if they are at hand. */
  readonly useModel?: boolean
}

export interface StandIn {
  readonly urls: {
    /** Base of Sign-In by region. */
    readonly signin: Readonly<Record<string, string>>
    /** Base of Sign-In's control plane by region. */
    readonly signinControl: Readonly<Record<string, string>>
    readonly sts: string
    /** Base of console federation, for every region. */
    readonly federation: string
    /** Base of SSO OIDC by region. */
    readonly ssoOidc: Readonly<Record<string, string>>
    /** Base of the SSO portal by region. */
    readonly sso: Readonly<Record<string, string>>
    readonly control: string
  }
  readonly controlToken: string
  /** What points an AWS tool at the first region. */
  readonly env: Readonly<Record<string, string>>
  /** What points an AWS tool at this region. */
  envFor(region: string): Readonly<Record<string, string>>
  /** What requests are judged by: AWS's models and our own tables, or the tables alone. */
  readonly bodyChecks: 'model' | 'own'
  readonly clock: StandInClock
  readonly faults: FaultScript
  readonly counters: Counters
  readonly principals: Principals
  readonly nonces: DpopNonces
  /** Key the ID tokens are signed with. */
  readonly idTokens: Pick<IdTokenIssuer, 'publicJwk'>
  /** From now on: a principal's key, `deny`, or undefined to ask a person. */
  autoApprove(answer: string | undefined): void
  /** Visits an authorize URL as a browser and a person would. Gives the URL it is sent to, unvisited. */
  approve(authorizeUrl: string | URL, principal?: string): Promise<URL>
  deny(authorizeUrl: string | URL): Promise<URL>
  /** Ends the sessions there are; of one principal (by key), or all. Gives how many. */
  endSessions(how: SessionEnd, principal?: string): number
  /** IAM: users' keys and MFA devices, roles, and what STS was asked. */
  readonly iam: Omit<Iam, 'takesCode' | 'role'>
  /** IAM Identity Center: its directory, its settings, and how busy its portals are. */
  readonly identityCenter: Pick<IdentityCenter, 'directory' | 'settings' | 'change' | 'traffic'>
  /** From now on, at the pages of IAM Identity Center: a user's key, `deny`, or undefined to ask a person. */
  autoApproveSso(answer: string | undefined): void
  /** Like `approve`, for an authorize URL of SSO OIDC; as the first user when none is named. */
  approveSso(authorizeUrl: string | URL, user?: string): Promise<URL>
  denySso(authorizeUrl: string | URL): Promise<URL>
  /** Says yes to a device on its page, given its user code or the page's URL. */
  approveDevice(userCodeOrUrl: string | URL, user?: string): Promise<void>
  denyDevice(userCodeOrUrl: string | URL): Promise<void>
  /** Ends sessions of IAM Identity Center; of one user (by key), or all. Gives how many. */
  endSsoSessions(user?: string): number
  /** Sign-In's control plane: its settings, what was put there, and credentials to call it with. */
  readonly signinControl: Omit<SigninControl, 'gate' | 'service' | 'setNetwork'>
  /** Where every browser and client is from now on that does not say so itself; a public address when left out. */
  network(network?: Network): void
  mintedSecrets(): readonly MintedSecret[]
  close(): Promise<void>
}

/** Starts all servers on 127.0.0.1. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const regions = checkedRegions(options.regions ?? ['us-east-1'])
  const parts = makeParts(options, regions)
  const listeners: Listening[] = []
  const close = async (): Promise<void> => {
    await Promise.all(listeners.map((listener) => listener.close()))
  }
  const serve = async (
    service: Service,
    place: Pick<ListenOptions, 'port' | 'pathPrefix' | 'traffic'>,
  ): Promise<string> => {
    const listener = await listen({ ...parts, ...place, service, tls: options.tls })
    listeners.push(listener)
    return listener.url
  }
  try {
    const signin: Record<string, string> = {}
    for (const region of regions) {
      const place = {
        port: portOf(region, regions, options.signinPort),
        pathPrefix: options.signinPathPrefix ?? '',
      }
      signin[region] = await serve(signinService({ ...parts, region }), place)
    }
    const signinControl: Record<string, string> = {}
    for (const region of regions) {
      const port = portOf(region, regions, options.signinControlPort)
      signinControl[region] = await serve(parts.signinControl.service(region), { port, pathPrefix: '' })
    }
    const sts = await serve(stsService({ ...parts, regions }), { port: options.stsPort ?? 0, pathPrefix: '' })
    const federation = await serve(federationService(parts.federation), {
      port: options.federationPort ?? 0,
      pathPrefix: '',
    })
    await parts.identityCenter.listen((service, region, traffic) => {
      const first = traffic ? options.ssoPort : options.ssoOidcPort
      return serve(service, { port: portOf(region, regions, first), pathPrefix: '', traffic })
    })
    const { oidc: ssoOidc, portal: sso } = parts.identityCenter.urls
    const control = new Control(parts)
    listeners.push(await control.listen())
    const urls = { signin, signinControl, sts, federation, ssoOidc, sso, control: control.url }
    return assemble(parts, urls, regions, { controlToken: control.token, close })
  } catch (error) {
    await close()
    throw error
  }
}

type Parts = ReturnType<typeof makeParts>

function makeParts(options: StandInOptions, regions: readonly string[]) {
  const clock = new StandInClock({
    offsetInSeconds: options.clockOffsetSeconds ?? 0,
    speed: options.speed ?? 1,
  })
  const principals = new Principals(options.principals ?? defaultPrincipals)
  const mint = new Mint()
  const keys = new AccessKeys(mint)
  const faults = new FaultScript()
  faults.set(options.faults ?? [])
  const nonces = new DpopNonces()
  nonces.required = options.dpopNonce ?? false
  const autoApproval: AutoApproval = { answer: checkedAnswer(options.autoApprove, principals) }
  const expiresInSeconds = checkedSeconds(options.expiresInSeconds ?? 900, 900)
  const model = options.useModel === false ? undefined : ServiceModel.load('signin')
  const signinControl = new SigninControl(options.signinControl ?? {}, { clock, keys, principals, model })
  const { gate } = signinControl
  const iam = new Iam(options.iam ?? {}, { clock, keys })
  const settings = {
    expiresInSeconds,
    codeSeconds: checkedSeconds(options.codeSeconds ?? 300),
    sessionSeconds: checkedSeconds(options.sessionSeconds ?? 12 * 3600),
    repeatSeconds: checkedSeconds(options.repeatSeconds ?? expiresInSeconds),
    refreshTokenPrefix: options.refreshTokenPrefix ?? '',
  }
  return {
    clock,
    principals,
    mint,
    keys,
    faults,
    nonces,
    autoApproval,
    counters: new Counters(),
    pending: new PendingRequests<OpenAuthorizeRequest>(),
    store: new SigninStore({ settings, clock, mint, keys, principals, gate }),
    ...{ signinControl, gate },
    oauthTokens: new OAuthTokens({ clock, mint }),
    externalClients: new ExternalClients({ clock, mint }),
    iam,
    federation: {
      ...{ clock, keys, mint, settings: options.federation ?? usualFederation },
      mostSecondsOf: (key) => mostConsoleSeconds(iam.roles, key),
    } satisfies FederationParts,
    identityCenter: new IdentityCenter(options.identityCenter ?? {}, {
      ...{ clock, keys, mint, regions, gate },
      useModel: options.useModel !== false,
    }),
    idTokens: new IdTokenIssuer(),
    replays: new ReplayMemory(),
    model,
  } satisfies Omit<SigninParts, 'region'> & Record<string, unknown>
}

function assemble(
  parts: Parts,
  urls: StandIn['urls'],
  regions: readonly string[],
  rest: Pick<StandIn, 'controlToken' | 'close'>,
): StandIn {
  const { autoApproval, clock, counters, faults, identityCenter, idTokens, mint, nonces, principals, store } =
    parts
  const envFor = (region: string): Readonly<Record<string, string>> => {
    const signin = urls.signin[region]
    if (signin === undefined) throw new TypeError(`The stand-in has no region ${region}.`)
    return {
      AWS_ENDPOINT_URL_SIGNIN: signin,
      SIGNET_ENDPOINT_URL_SIGNIN_CONTROL: urls.signinControl[region] ?? '',
      AWS_ENDPOINT_URL_STS: urls.sts,
      SIGNET_ENDPOINT_URL_FEDERATION: urls.federation,
      AWS_ENDPOINT_URL_SSO_OIDC: urls.ssoOidc[region] ?? '',
      AWS_ENDPOINT_URL_SSO: urls.sso[region] ?? '',
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
    }
  }
  return {
    ...rest,
    urls,
    env: envFor(regions[0] ?? ''),
    envFor,
    bodyChecks: parts.model && identityCenter.bodyChecks === 'model' ? 'model' : 'own',
    ...{ clock, counters, faults, identityCenter, idTokens, nonces, principals },
    signinControl: parts.signinControl,
    iam: parts.iam,
    network: (network) => parts.signinControl.setNetwork(network),
    autoApprove: (answer) => {
      autoApproval.answer = checkedAnswer(answer, principals)
    },
    approve: (url, principal) =>
      answerAuthorizePage(url, {
        principal: principals.named(principal ?? principals.all[0]?.key ?? '').key,
      }),
    deny: (url) => answerAuthorizePage(url, 'deny'),
    endSessions: (how, key) => store.end(how, key === undefined ? undefined : principals.named(key)),
    ...identityCenterAnswers(identityCenter),
    mintedSecrets: () => mint.minted(),
  }
}

type IdentityCenterAnswers =
  | 'autoApproveSso'
  | 'approveSso'
  | 'denySso'
  | 'approveDevice'
  | 'denyDevice'
  | 'endSsoSessions'

function identityCenterAnswers(identityCenter: IdentityCenter): Pick<StandIn, IdentityCenterAnswers> {
  return {
    autoApproveSso: (answer) => identityCenter.autoApprove(answer),
    approveSso: async (url, user) => answerAuthorizePage(url, { user: identityCenter.user(user) }),
    denySso: (url) => answerAuthorizePage(url, 'deny'),
    approveDevice: async (device, user) =>
      answerDevicePage(identityCenter.devicePage(device), { user: identityCenter.user(user) }),
    denyDevice: (device) => answerDevicePage(identityCenter.devicePage(device), 'deny'),
    endSsoSessions: (user) => identityCenter.endSessions(user),
  }
}

/** Of the first region it is the one asked for, and each further region takes the next. */
function portOf(region: string, regions: readonly string[], first: number | undefined): number {
  return first ? first + regions.indexOf(region) : 0
}

function checkedRegions(regions: readonly string[]): readonly string[] {
  const wrong = regions.find((region) => !/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region))
  if (wrong !== undefined || regions.length === 0) throw new TypeError(`Not a region: ${wrong ?? '(none)'}.`)
  return [...new Set(regions)]
}

function checkedSeconds(seconds: number, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= most) return seconds
  throw new TypeError(`Not a number of seconds from 1 to ${most}: ${seconds}.`)
}

function checkedAnswer(answer: string | undefined, principals: Principals): string | undefined {
  return answer === undefined || answer === 'deny' ? answer : principals.named(answer).key
}
