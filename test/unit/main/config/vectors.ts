import { readFileSync } from 'node:fs'
import type { ConfigFileKind } from '../../../../main/config/sections.ts'

/** A file as people and tools leave it, and what must be read from it. */
export interface FileVector {
  readonly name: string
  readonly file: ConfigFileKind
  readonly text: string
  readonly profiles: readonly string[]
  readonly ssoSessions: readonly string[]
  readonly awsCliRefuses: boolean
  /** Kinds, in the order of the lines. */
  readonly problems: readonly string[]
}

type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A case of the AWS SDKs' own. */
export interface SpecificationVector {
  readonly name: string
  readonly config: string
  readonly credentials: string
  /** A strict parser throws. */
  readonly refused: boolean
  readonly profiles: Sections
  readonly ssoSessions: Sections
}

export const fileVectors: readonly FileVector[] = read('files.json').files
export const specificationVectors: readonly SpecificationVector[] = read('specification.json').cases

function read(name: string) {
  return JSON.parse(readFileSync(new URL(`vectors/${name}`, import.meta.url), 'utf8'))
}

/** What IAM Identity Center users end up with. */
export function manyProfiles(count: number): string {
  const one = (index: number) =>
    `[profile account-${index}-AdministratorAccess]\nsso_session = corp\nsso_account_id = ${100_000_000_000 + index}\nsso_role_name = AdministratorAccess\nregion = eu-west-1\noutput = json\n\n`
  return Array.from({ length: count }, (_, index) => one(index)).join('')
}
