/**
 * Which profile tools take when they name none, and what gets in the way of it.
 *
 * @module
 */

import type { DefaultProfileView } from '../../../preload/contract/profile-views.ts'
import { inWords } from '../../../preload/contract/said-forms.ts'
import { describeSource } from '../../config/credential-source.ts'
import { staticKeysOf } from '../../config/default-change.ts'
import { isDefaultOwned } from '../../config/default-section.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import type { Preferences } from '../window/preferences.ts'

export interface DefaultState extends DefaultProfileView {
  /** For a person: why tools take something else. */
  readonly warnings: readonly string[]
}

export type ReadDefault = (asking: Asking) => Promise<DefaultState>

export function readDefault({
  awsFiles,
  preferences,
}: {
  readonly awsFiles: Pick<AwsFiles, 'read'>
  readonly preferences: Pick<Preferences, 'read' | 'notices'>
}): ReadDefault {
  return async (asking) => {
    const { default: pointer } = await preferences.read()
    const former = (await awsFiles.read(asking)).shared.profiles.get('default')
    const isFollowed = isDefaultOwned(former?.settings)
    const keys = isFollowed ? staticKeysOf(former) : undefined
    return {
      profile: pointer?.profile ?? null,
      previous: pointer?.previous ?? null,
      since: pointer?.since ?? null,
      isFollowed,
      warnings: [
        ...preferences.notices(),
        ...(pointer && !isFollowed
          ? [`${inWords('default-not-followed')} Again: signet use ${pointer.profile}`]
          : []),
        ...(keys ? [inWords('default-has-keys', { source: describeSource(keys) })] : []),
      ],
    }
  }
}
