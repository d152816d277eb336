/** The groups of the settings, as the place's detail names them. */
export const settingSections = ['window', 'browsers', 'desktop', 'vault', 'network', 'about'] as const
export type SettingSection = (typeof settingSections)[number]

/** What a person looks for, and where it stands. */
export const settingsByName = [
  ['startAtLogin', 'desktop'],
  ['notifications', 'desktop'],
  ['renewal', 'desktop'],
  ['browsersTitle', 'browsers'],
  ['lockWithScreen', 'vault'],
  ['keyChange', 'vault'],
  ['proxy', 'network'],
  ['certificates', 'network'],
  ['endpoints', 'network'],
  ['files', 'about'],
] as const satisfies readonly (readonly [string, SettingSection])[]

export function sectionId(section: SettingSection): string {
  return `settings-${section}`
}
