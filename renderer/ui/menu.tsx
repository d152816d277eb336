import * as ContextMenu from '@radix-ui/react-context-menu'
import * as DropdownMenu from '@radix-ui/react-dropdown-menu'
import type { ReactNode } from 'react'
import css from './menu.module.css'

export interface MenuItem {
  readonly id: string
  readonly title: string
  /** The key that does the same. */
  readonly keys?: string
  readonly isDangerous?: boolean
  readonly isDisabled?: boolean
  readonly run: () => void
}

/** Items, or `line` between groups of them. */
export type MenuItems = readonly (MenuItem | 'line')[]

/** A menu under its trigger. Not modal: a modal one would write styles into the page, which its policy forbids. */
export function Menu({
  trigger,
  items,
  label,
  isOpen,
  onOpen,
}: {
  readonly trigger: ReactNode
  readonly items: MenuItems
  readonly label: string
  /** Opened from elsewhere: by a key of the row that it belongs to. */
  readonly isOpen?: boolean
  readonly onOpen?: (isOpen: boolean) => void
}) {
  return (
    <DropdownMenu.Root
      modal={false}
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpen ? { onOpenChange: onOpen } : {})}
    >
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={css.menu} align="end" sideOffset={4} aria-label={label}>
          {items.map((item, index) =>
            item === 'line' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else to be told apart by
              <DropdownMenu.Separator key={index} className={css.line} />
            ) : (
              <DropdownMenu.Item
                key={item.id}
                className={`${css.item} ${item.isDangerous ? css.danger : ''}`}
                disabled={item.isDisabled ?? false}
                onSelect={item.run}
              >
                {item.title}
                {item.keys && <kbd className={css.keys}>{item.keys}</kbd>}
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** The same items by the right mouse button or the menu key, on what is inside. */
export function ItemMenu({
  items,
  label,
  children,
}: {
  readonly items: MenuItems
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Content className={css.menu} aria-label={label}>
          {items.map((item, index) =>
            item === 'line' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else to be told apart by
              <ContextMenu.Separator key={index} className={css.line} />
            ) : (
              <ContextMenu.Item
                key={item.id}
                className={`${css.item} ${item.isDangerous ? css.danger : ''}`}
                disabled={item.isDisabled ?? false}
                onSelect={item.run}
              >
                {item.title}
                {item.keys && <kbd className={css.keys}>{item.keys}</kbd>}
              </ContextMenu.Item>
            ),
          )}
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}
