import type { DeviceAuthorization, SsoOidcClient, SsoTokens } from '../../main/aws/sso-oidc.ts'

type Call<Name extends keyof SsoOidcClient> = SsoOidcClient[Name]
type Answers = Pick<
  SsoOidcClient,
  'registerClient' | 'startDeviceAuthorization' | 'redeemCode' | 'pollDevice'
>

export const someSsoTokens: SsoTokens = {
  accessToken: 'access-1',
  expiration: Date.parse('2026-01-02T04:05:35Z'),
  refreshToken: 'refresh-1',
}

export const someDevice: DeviceAuthorization = {
  deviceCode: 'device-1',
  userCode: 'ABCD-EFGH',
  verificationUri: 'https://d-1234567890.awsapps.com/start/#/device',
  verificationUriComplete: 'https://d-1234567890.awsapps.com/start/#/device?user_code=ABCD-EFGH',
  expiresInSeconds: 600,
  intervalSeconds: 1,
}

/** A fault that an aborted call ends with, whatever the signal's reason. */
const aborted = new Error('aborted')

/** IAM Identity Center's OIDC service with the answers it was made with. Calls with an aborted signal fail. */
export class FakeSsoOidc implements Pick<SsoOidcClient, 'baseUrl' | keyof Answers> {
  /** Names of the calls, in order. */
  readonly calls: (keyof Answers)[] = []
  readonly registering: Parameters<Call<'registerClient'>>[0][] = []
  readonly starting: Parameters<Call<'startDeviceAuthorization'>>[0][] = []
  readonly redeeming: Parameters<Call<'redeemCode'>>[0][] = []
  readonly polling: Parameters<Call<'pollDevice'>>[0][] = []
  readonly #answers: Answers
  readonly #base: string | undefined

  constructor(answers: Partial<Answers> = {}, base?: string) {
    this.#base = base
    this.#answers = {
      registerClient: async () => ({
        clientId: `client-${this.registering.length}`,
        clientSecret: `secret-${this.registering.length}`,
        expiresAt: Date.parse('2026-04-02T00:00:00Z'),
      }),
      startDeviceAuthorization: async () => someDevice,
      redeemCode: async () => someSsoTokens,
      pollDevice: async () => ({ kind: 'tokens', tokens: someSsoTokens }),
      ...answers,
    }
  }

  baseUrl(region: string): URL {
    return new URL(this.#base ?? `https://oidc.${region}.amazonaws.com`)
  }

  registerClient: Call<'registerClient'> = (request, options) => {
    this.registering.push(request)
    return this.#call('registerClient', options?.signal, () => this.#answers.registerClient(request, options))
  }

  startDeviceAuthorization: Call<'startDeviceAuthorization'> = (request, options) => {
    this.starting.push(request)
    return this.#call('startDeviceAuthorization', options?.signal, () =>
      this.#answers.startDeviceAuthorization(request, options),
    )
  }

  redeemCode: Call<'redeemCode'> = (request, options) => {
    this.redeeming.push(request)
    return this.#call('redeemCode', options?.signal, () => this.#answers.redeemCode(request, options))
  }

  pollDevice: Call<'pollDevice'> = (request, options) => {
    this.polling.push(request)
    return this.#call('pollDevice', options?.signal, () => this.#answers.pollDevice(request, options))
  }

  #call<T>(name: keyof Answers, signal: AbortSignal | undefined, answer: () => Promise<T>): Promise<T> {
    this.calls.push(name)
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(aborted)
      signal?.addEventListener('abort', () => reject(aborted), { once: true })
      answer().then(resolve, reject)
    })
  }
}
