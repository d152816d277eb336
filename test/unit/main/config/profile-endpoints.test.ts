import { describe, expect, it } from 'vitest'
import { profileEndpoints } from '../../../../main/config/profile-endpoints.ts'
import { readSharedConfig } from '../../../../main/config/profiles.ts'

function endpoints(profile: string, rest = '') {
  const shared = readSharedConfig(`[profile p]\n${profile}\n${rest}`, '')
  const found = shared.profiles.get('p')
  if (!found) throw new TypeError('no profile')
  return profileEndpoints(found, shared)
}

describe('profileEndpoints', () => {
  it('finds those of services before the one of all, each with its line', () => {
    const services =
      '[services local]\ns3 =\n  addressing_style = path\n  endpoint_url = http://127.0.0.1:9000/\nsts =\n'
    expect(endpoints('services = local\nendpoint_url = https://gw.example/x', services)).toEqual({
      endpoints: [
        { service: 's3', url: 'http://127.0.0.1:9000', file: 'config', line: 5 },
        { service: null, url: 'https://gw.example/x', file: 'config', line: 3 },
      ],
      services: { name: 'local', file: 'config', line: 2, isThere: true },
      areIgnored: false,
    })
  })

  it('says that a services section is nowhere, and that all of it is turned off', () => {
    expect(endpoints('services = gone\nignore_configured_endpoint_urls = TRUE')).toEqual({
      endpoints: [],
      services: { name: 'gone', file: 'config', line: 2, isThere: false },
      areIgnored: true,
    })
  })

  it.each([
    'https://me:CANARY@gw.example/x?token=CANARY#CANARY',
    'me:CANARY@gw.example?CANARY',
    'not a url # but CANARY',
    'x@y@CANARY@host',
  ])('shows no secret of %j (T23)', (url) => {
    expect(JSON.stringify(endpoints(`endpoint_url = ${url}`))).not.toContain('CANARY')
  })
})
