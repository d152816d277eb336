import { describe, expect, it } from 'vitest'
import { configLocations, folderOf, nameOf } from '../../../../main/config/locations.ts'
import { InputError } from '../../../../main/kernel/errors.ts'

function locations(env: Record<string, string>, more: { homeFolder?: string; windows?: boolean } = {}) {
  return configLocations({ env, workingFolder: '/work here', ...more })
}

describe('configLocations', () => {
  it.each<[string, Record<string, string>, { homeFolder?: string; windows?: boolean }, string]>([
    ['HOME', { HOME: '/home/u', USERPROFILE: '/no' }, {}, '/home/u/.aws/config'],
    ['USERPROFILE', { HOME: '', USERPROFILE: '/profile' }, {}, '/profile/.aws/config'],
    [
      'HOMEDRIVE and HOMEPATH',
      { HOMEDRIVE: 'D:', HOMEPATH: '\\u' },
      { windows: true },
      'D:\\u\\.aws\\config',
    ],
    ['HOMEPATH alone', { HOMEPATH: '\\u' }, { windows: true }, 'C:\\u\\.aws\\config'],
    ['the system', {}, { homeFolder: '/home/s' }, '/home/s/.aws/config'],
    ['a home with a slash', { HOME: '/home/u/' }, {}, '/home/u/.aws/config'],
    ['the root as home', { HOME: '/' }, {}, '/.aws/config'],
    ['AWS_CONFIG_FILE', { HOME: '/home/u', AWS_CONFIG_FILE: '/etc/aws' }, {}, '/etc/aws'],
    [
      'AWS_CONFIG_FILE without a home',
      { AWS_CONFIG_FILE: '/etc/aws', AWS_SHARED_CREDENTIALS_FILE: '/x' },
      {},
      '/etc/aws',
    ],
    ['an empty AWS_CONFIG_FILE', { HOME: '/home/u', AWS_CONFIG_FILE: '' }, {}, '/home/u/.aws/config'],
    ['~/', { HOME: '/home/u', AWS_CONFIG_FILE: '~/aws/c' }, {}, '/home/u/aws/c'],
    ['~\\', { HOME: 'C:\\u', AWS_CONFIG_FILE: '~\\c' }, { windows: true }, 'C:\\u\\c'],
    ['~ of another person', { HOME: '/home/u', AWS_CONFIG_FILE: '~other/c' }, {}, '/work here/~other/c'],
    ['a relative path', { HOME: '/home/u', AWS_CONFIG_FILE: 'c' }, {}, '/work here/c'],
    ['a drive', { HOME: 'C:\\u', AWS_CONFIG_FILE: 'D:/c' }, { windows: true }, 'D:/c'],
  ])('finds the config file by %s', (_, env, more, configPath) => {
    expect(locations(env, more).configPath).toBe(configPath)
  })

  it('finds the credentials file in the same way', () => {
    expect(locations({ HOME: '/home/u' }).credentialsPath).toBe('/home/u/.aws/credentials')
    const env = { HOME: '/home/u', AWS_SHARED_CREDENTIALS_FILE: '~/keys' }
    expect(locations(env).credentialsPath).toBe('/home/u/keys')
  })

  it('says that there is no home', () => {
    expect(() => locations({})).toThrow(InputError)
  })
})

describe('folderOf and nameOf', () => {
  it.each([
    ['/a/b/c', '/a/b', 'c'],
    ['/c', '/', 'c'],
    ['/a/b\\c', '/a', 'b\\c'],
    ['C:\\a\\c', 'C:\\a', 'c'],
    ['C:\\a/c', 'C:\\a', 'c'],
  ])('splits %s', (path, folder, name) => {
    expect([folderOf(path), nameOf(path)]).toEqual([folder, name])
  })
})
