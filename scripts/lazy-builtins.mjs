/** For the bundler: a module of Node's own that costs much to load is loaded when one of its functions is first called. */

/** They bring along a dozen others each (net and dgram; OpenSSL's tables). */
const dear = ['node:child_process', 'node:crypto']
const mark = '\0lazy:'

/** @returns {import('vite').Plugin} takes functions alone: to import anything else of these modules fails the build */
export function lazyBuiltins() {
  return {
    name: 'lazy-builtins',
    // Built-in modules are external before any plugin is asked for them, so they get another name.
    transform: (code) =>
      code.replaceAll(/\bfrom (["'])(node:\w+)\1/g, (all, _, name) =>
        dear.includes(name) ? `from 'lazy:${name}'` : all,
      ),
    resolveId: (source) => (source.startsWith('lazy:') ? `\0${source}` : null),
    load: (id) => (id.startsWith(mark) ? { code: wrapped(id.slice(mark.length)), moduleSideEffects: false } : null),
  }
}

/** @param {string} module */
function wrapped(module) {
  const names = Object.entries(process.getBuiltinModule(module) ?? {})
    .filter(([name, value]) => typeof value === 'function' && /^[a-z]/.test(name))
    .map(([name]) => name)
  return [
    ...names.map(
      (name) => `export const ${name} = (...given) => process.getBuiltinModule('${module}').${name}(...given)`,
    ),
    `export default { ${names.join(', ')} }`,
  ].join('\n')
}
