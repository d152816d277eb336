/**
 * IAM Identity Center as one whole: its directory, its sessions, and the two services of each region over them.
 *
 * @module
 */
import type { AccessKeys } from '../access-keys.ts'
import type { StandInClock } from '../clock.ts'
import { ServiceModel } from '../model.ts'
import { PendingRequests } from '../pending-requests.ts'
import type { Mint } from '../secrets.ts'
import type { Service } from '../service.ts'
import type { ConsoleGate } from '../signin-control/gate.ts'
import type { AuthorizeRequest } from '../sso-oidc/authorize-request.ts'
import { Clients } from '../sso-oidc/clients.ts'
import { Codes } from '../sso-oidc/codes.ts'
import { type DeviceAuthorization, DeviceCodes } from '../sso-oidc/device-codes.ts'
import { oidcService } from '../sso-oidc/service.ts'
import { Tokens } from '../sso-oidc/tokens.ts'
import { Limits } from '../sso-portal/limits.ts'
import { PageTokens } from '../sso-portal/page-tokens.ts'
import { portalService } from '../sso-portal/service.ts'
import { Traffic } from '../traffic.ts'
import { type Account, Directory, type Instance } from './directory.ts'
import { defaultInstance } from './organisation.ts'
import { changeSettings, defaultSettings, type IdentityCenterSettings } from './settings.ts'

export interface IdentityCenterOptions extends Partial<IdentityCenterSettings> {
  /** One in the first region when left out. */
  readonly instances?: readonly Instance[]
  /** Of the instance there is when none is named; three when left out. */
  readonly accounts?: readonly Account[]
  /** Answer the authorize page and device codes at once, as this user (by key) or with `deny`. */
  readonly autoApprove?: string
}

type Serve = (service: Service, region: string, traffic?: Traffic) => Promise<string>

export class IdentityCenter {
  readonly directory: Directory
  /** May be changed at any time, best by `change`. */
  readonly settings: IdentityCenterSettings
  /** Of the portals of all regions. */
  readonly traffic = new Traffic()
  readonly bodyChecks: 'model' | 'own'
  /** Bases by region. */
  readonly urls: { readonly oidc: Record<string, string>; readonly portal: Record<string, string> } = {
    oidc: {},
    portal: {},
  }
  readonly #parts: ReturnType<typeof makeParts>
  readonly #regions: readonly string[]

  constructor(
    options: IdentityCenterOptions,
    shared: {
      readonly clock: StandInClock
      readonly mint: Mint
      readonly keys: AccessKeys
      readonly gate: ConsoleGate
      readonly regions: readonly string[]
      readonly useModel: boolean
    },
  ) {
    const { accounts, autoApprove, instances, ...settings } = options
    this.#regions = shared.regions
    this.settings = { ...defaultSettings }
    changeSettings(this.settings, settings)
    this.directory = new Directory(
      instances ?? [defaultInstance(shared.regions[0] ?? '', accounts)],
      shared.regions,
    )
    const model = shared.useModel ? ServiceModel.load('sso-oidc') : undefined
    this.bodyChecks = model ? 'model' : 'own'
    this.#parts = makeParts({ ...shared, directory: this.directory, settings: this.settings, model })
    this.autoApprove(autoApprove)
  }

  /** Starts both services of every region. */
  async listen(serve: Serve): Promise<void> {
    const endpointIn = (region: string): string => this.urls.oidc[region] ?? ''
    for (const region of this.#regions) {
      this.urls.oidc[region] = await serve(oidcService({ ...this.#parts, region, endpointIn }), region)
      this.urls.portal[region] = await serve(portalService({ ...this.#parts, region }), region, this.traffic)
    }
  }

  /** Changes settings by name. @throws TypeError that names the first at fault. */
  change(settings: Readonly<Record<string, unknown>>): void {
    changeSettings(this.settings, settings)
  }

  /** From now on: a user's key, `deny`, or undefined to ask a person. */
  autoApprove(answer: string | undefined): void {
    this.#parts.autoApproval.answer =
      answer === undefined || answer === 'deny' ? answer : this.directory.checkedUserKey(answer)
  }

  get autoApproval(): string | undefined {
    return this.#parts.autoApproval.answer
  }

  /** A user's key, checked; the first user of the first instance when none is named. */
  user(key?: string): string {
    return this.directory.checkedUserKey(key ?? this.directory.instances[0]?.users[0]?.key ?? '')
  }

  /** Ends sessions now; of one user (by key), or all. Gives how many. */
  endSessions(user?: string): number {
    return this.#parts.tokens.end(user === undefined ? undefined : this.user(user))
  }

  /**
   * Answers a device code without its page.
   *
   * @param answer - A user's key, or `deny`; the first user when left out.
   * @returns False when the code is not known, was answered before, or has expired, or a sign-in policy refuses the user.
   */
  answerDevice(userCode: string, answer?: string): boolean {
    const authorization = this.#parts.deviceCodes.toAnswer(userCode)
    if (!authorization) return false
    const key = answer === 'deny' ? answer : this.user(answer)
    const { instance } = authorization
    const user = instance.users.find((each) => each.key === key)
    const { gate } = this.#parts
    const place = { directory: this.directory, instance }
    if (user && gate.portalRefusal({ ...place, user }, gate.network)) return false
    authorization.answer = user ?? 'denied'
    return true
  }

  /** The page of a device code, given the code or the page's URL. */
  devicePage(userCodeOrUrl: string | URL): URL {
    if (URL.canParse(userCodeOrUrl.toString())) return new URL(userCodeOrUrl)
    const userCode = userCodeOrUrl.toString()
    const region = this.#parts.deviceCodes.toAnswer(userCode)?.instance.region ?? this.#regions[0] ?? ''
    const url = new URL(`${this.urls.oidc[region]}/device`)
    url.searchParams.set('user_code', userCode)
    return url
  }
}

function makeParts(
  shared: {
    readonly clock: StandInClock
    readonly mint: Mint
    readonly keys: AccessKeys
    readonly gate: ConsoleGate
  } & Pick<IdentityCenter, 'directory' | 'settings'> & { readonly model: ServiceModel | undefined },
) {
  return {
    ...shared,
    autoApproval: { answer: undefined as string | undefined },
    clients: new Clients(shared),
    codes: new Codes(shared),
    deviceCodes: new DeviceCodes(shared),
    tokens: new Tokens(shared),
    limits: new Limits(shared),
    pageTokens: new PageTokens(),
    pendingAuthorizations: new PendingRequests<AuthorizeRequest>(),
    pendingDevices: new PendingRequests<DeviceAuthorization>(),
  }
}
