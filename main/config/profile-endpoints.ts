/**
 * Where a profile sends requests, if not to AWS's own endpoints.
 *
 * @see {@link https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html Service-specific endpoints}
 * @module
 */
import { shown } from './names.ts'
import type { Profile, Setting, SharedConfig } from './profiles.ts'
import type { ConfigFileKind } from './sections.ts'

export interface ProfileEndpoint {
  /** As the `services` section names it; null for every service that is not named there. */
  readonly service: string | null
  /** Without a user name and password. */
  readonly url: string
  readonly file: ConfigFileKind
  /** Of the key; for a service the line of its name, from 1. */
  readonly line: number
}

export interface ProfileEndpoints {
  /** First those that win. */
  readonly endpoints: readonly ProfileEndpoint[]
  /** The `services` section, and whether it is there. */
  readonly services: {
    readonly name: string
    readonly file: ConfigFileKind
    readonly line: number
    readonly isThere: boolean
  } | null
  /** `ignore_configured_endpoint_urls` turns all of it off. */
  readonly areIgnored: boolean
}

export function profileEndpoints({ settings }: Profile, { services }: SharedConfig): ProfileEndpoints {
  const named = settings.get('services')
  const section = named && services.get(named.value)
  const ofServices = [...(section?.settings ?? [])].flatMap(([service, setting]) => {
    const url = nestedValue(setting, 'endpoint_url')
    return url === undefined ? [] : [endpointAt(service, url, setting)]
  })
  const ofAll = settings.get('endpoint_url')
  return {
    endpoints: [...ofServices, ...(ofAll ? [endpointAt(null, ofAll.value, ofAll)] : [])],
    services: named
      ? { name: named.value, file: named.file, line: named.line, isThere: section !== undefined }
      : null,
    areIgnored: settings.get('ignore_configured_endpoint_urls')?.value.toLowerCase() === 'true',
  }
}

/** Of a block: `s3 =` with indented `endpoint_url = …` below it. The last one wins. */
function nestedValue({ value }: Setting, name: string): string | undefined {
  if (!value.startsWith('\n')) return undefined
  const lines = value.split('\n').map((line) => line.split('='))
  const found = lines.findLast(([key = '']) => key.trim().toLowerCase() === name)
  return found?.slice(1).join('=').trim()
}

function endpointAt(service: string | null, url: string, { file, line }: Setting): ProfileEndpoint {
  return { service, url: withoutSecrets(url), file, line }
}

/** SECURITY: a password may stand before the host, and a token behind it. */
function withoutSecrets(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    return shown(text.replace(/^.*@/s, '').replace(/[?#].*$/s, ''))
  const { protocol, host, pathname } = new URL(text)
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`
}
