/** A field to search with. Around it stands the frame, which shows the focus; `children` come after it. */
import type { ComponentPropsWithRef } from 'react'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import styles from './search-input.module.css'

export function SearchInput({ className, children, ...input }: ComponentPropsWithRef<'input'>) {
  return (
    <div className={classes(styles['search'], className)} role="search">
      <Icon name="search" size={15} />
      <input
        className={styles['input']}
        type="text"
        aria-label={input.placeholder}
        autoComplete="off"
        spellCheck={false}
        {...input}
      />
      {children}
    </div>
  )
}
