import { describe, expect, it } from 'vitest'
import { readArguments } from '../../../aws/arguments.ts'

describe('readArguments', () => {
  it("reads what is for Sign-In's control plane and its refresh tokens", () => {
    const argv = [
      '--port-signin-control',
      '8101',
      '--refresh-token-prefix=ASOR',
      '--propagation-seconds',
      '60',
    ]
    expect(readArguments(argv)).toEqual({
      signinControlPort: 8101,
      refreshTokenPrefix: 'ASOR',
      signinControl: { propagationSeconds: 60 },
    })
  })
})
