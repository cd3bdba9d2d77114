/** How the manifest of the elements is made; by default the tool would write its place into our own `package.json`. */
export default {
  /** Where the elements are that hosts write. */
  globs: [
    'plugin/agent/elements/*.ts',
    'plugin/agent/control/*/*.ts',
    'plugin/agent/giving/*.ts',
    'plugin/agent/visitor/*.ts',
    'plugin/agent/window/*.ts',
    'plugin/hosts/plain-page/panel*.ts',
    'plugin/shared/*.ts',
    'plugin/shared/helper/*.ts',
  ],
  litelement: true,
  packagejson: false,
};
