import type { ServiceModel } from '../model.ts'
import { refuse } from './errors.ts'

export type TokenBody =
  | {
      readonly grantType: 'authorization_code'
      readonly clientId: string
      readonly code: string
      readonly codeVerifier: string
      readonly redirectUri: string
    }
  | { readonly grantType: 'refresh_token'; readonly clientId: string; readonly refreshToken: string }

/** What each member must look like, whatever the model says. */
const forms = {
  clientId: /^arn:aws:signin:::devtools\/(?:cross|same)-device$/,
  code: /^.{1,512}$/s,
  codeVerifier: /^[A-Za-z0-9\-._~]{43,128}$/,
  redirectUri: /^.{1,2048}$/s,
  refreshToken: /^.{1,2048}$/s,
} as const

/**
 * Reads the body of `CreateOAuth2Token`: checked by AWS's model where that is at hand, and by the table above always.
 *
 * @throws Refusal `INVALID_REQUEST` that names the member at fault.
 */
export function readTokenBody(body: Buffer, model: ServiceModel | undefined): TokenBody {
  const value = parse(body)
  const problems = model?.inputProblems('CreateOAuth2Token', value) ?? []
  if (problems.length > 0) throw refuse('INVALID_REQUEST', `The body is not valid: ${problems.join(', ')}.`)
  const text = (name: keyof typeof forms): string => {
    const member = value[name]
    if (typeof member === 'string' && forms[name].test(member)) return member
    throw refuse('INVALID_REQUEST', `The body is not valid: ${name} is missing or has another form.`)
  }
  const clientId = text('clientId')
  switch (value.grantType) {
    case 'authorization_code':
      return {
        grantType: 'authorization_code',
        clientId,
        code: text('code'),
        codeVerifier: text('codeVerifier'),
        redirectUri: text('redirectUri'),
      }
    case 'refresh_token':
      return { grantType: 'refresh_token', clientId, refreshToken: text('refreshToken') }
    default:
      throw refuse('INVALID_REQUEST', 'The body is not valid: grantType is missing or not known.')
  }
}

function parse(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // Refused below.
  }
  throw refuse('INVALID_REQUEST', 'The body is not a JSON object.')
}
