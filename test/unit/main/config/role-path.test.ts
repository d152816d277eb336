import { describe, expect, it } from 'vitest'
import { readSharedConfig } from '../../../../main/config/profiles.ts'
import { circleOf, rolePath } from '../../../../main/config/role-path.ts'

const role = (name: string, more: string) =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::111122223333:role/${name}\n${more}\n`
const config =
  role('leaf', 'source_profile = middle') +
  role('middle', 'source_profile = base') +
  '[profile base]\nregion = x\n' +
  role('itself', 'source_profile = itself') +
  role('machine', 'credential_source = Ec2InstanceMetadata') +
  role('lost', 'source_profile = nowhere') +
  role('bare', '') +
  role('into', 'source_profile = a') +
  role('a', 'source_profile = b') +
  role('b', 'source_profile = a') +
  role('token', 'web_identity_token_file = /t\nsource_profile = base')
const path = (name: string) => rolePath(name, readSharedConfig(config, ''))
const short = (name: string) => {
  const found = path(name)
  return found && [found.steps.map(({ profile }) => profile), found.end, found.last]
}

describe('rolePath', () => {
  it('follows roles to where credentials come from', () => {
    expect(path('leaf')).toEqual({
      steps: [
        {
          ...{ profile: 'leaf', roleArn: 'arn:aws:iam::111122223333:role/leaf', file: 'config', line: 2 },
          ...{ source: 'middle', credentialSource: null },
        },
        {
          ...{ profile: 'middle', roleArn: 'arn:aws:iam::111122223333:role/middle', file: 'config', line: 5 },
          ...{ source: 'base', credentialSource: null },
        },
      ],
      ...{ end: 'profile', last: 'base' },
    })
  })

  it('says how each ends', () => {
    expect(['itself', 'machine', 'lost', 'bare'].map(short)).toEqual([
      [['itself'], 'itself', 'itself'],
      [['machine'], 'credential-source', 'machine'],
      [['lost'], 'missing', 'nowhere'],
      [['bare'], 'no-source', 'bare'],
    ])
    expect(['base', 'token'].map(short)).toEqual([undefined, undefined])
  })

  it('names a circle, and only the circle', () => {
    const into = path('into')
    expect([short('into'), into && circleOf(into)]).toEqual([
      [['into', 'a', 'b'], 'cycle', 'a'],
      ['a', 'b', 'a'],
    ])
  })
})
