import { describe, expect, it } from 'vitest'
import {
  assumedRoleFileName,
  loginFileName,
  type SsoOrigin,
  ssoRegistrationFileName,
  ssoRoleFileName,
  ssoTokenFileName,
} from '../../main/aws/cache-file-names.ts'
import vectors from './vectors/cache-file-names.json' with { type: 'json' }

describe('cache file names, against the AWS CLI', () => {
  it.each(vectors.ssoToken)('ssoTokenFileName: $name', async ({ origin, name }) => {
    expect(await ssoTokenFileName(origin as SsoOrigin)).toBe(name)
  })
  it.each(vectors.ssoRegistration)('ssoRegistrationFileName: $name', async ({ registration, name }) => {
    expect(await ssoRegistrationFileName(registration)).toBe(name)
  })
  it.each(vectors.login)('loginFileName: $name', async ({ loginSession, name }) => {
    expect(await loginFileName(loginSession)).toBe(name)
  })
  it.each(vectors.ssoRole)('ssoRoleFileName: $name', async ({ role, name }) => {
    expect(await ssoRoleFileName(role as Parameters<typeof ssoRoleFileName>[0])).toBe(name)
  })
  it.each(vectors.assumedRole)('assumedRoleFileName: $name', async (vector) => {
    expect(await assumedRoleFileName(vector.arguments as Parameters<typeof assumedRoleFileName>[0])).toBe(
      vector.name,
    )
  })
})
