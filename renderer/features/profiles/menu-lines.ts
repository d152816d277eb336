import type { MenuItem, MenuItems } from '../../ui/menu.tsx'

/** Groups of items with a line between them. */
export function withLines(groups: readonly (readonly MenuItem[])[]): MenuItems {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index): MenuItems => (index === 0 ? group : ['line', ...group]))
}
