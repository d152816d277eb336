import type { SigninClient, SigninTokens } from '../../main/aws/signin.ts'

type CreateToken = SigninClient['createToken']

/** What AWS answers to a code: tokens of the principal `sub`. */
export function someTokens(sub = 'arn:aws:sts::111122223333:assumed-role/Developer/alex'): SigninTokens {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    accessToken: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' },
    tokenType: 'aws_sigv4',
    expiresInSeconds: 900,
    refreshToken: 'refresh-1',
    idToken: `${part({ alg: 'ES384' })}.${part({ sub })}.signature`,
    expiration: Date.parse('2026-01-02T03:20:35Z'),
  }
}

/** A data plane that gives the answer it was made with, and keeps what it was asked. */
export class FakeSigninClient implements SigninClient {
  readonly calls: Parameters<CreateToken>[] = []
  readonly #answer: CreateToken
  readonly #base: string | undefined

  constructor(answer: CreateToken = async () => someTokens(), base?: string) {
    this.#answer = answer
    this.#base = base
  }

  baseUrl(region: string): URL {
    return new URL(this.#base ?? `https://${region}.signin.aws.amazon.com`)
  }

  createToken(...call: Parameters<CreateToken>): Promise<SigninTokens> {
    this.calls.push(call)
    return this.#answer(...call)
  }
}
