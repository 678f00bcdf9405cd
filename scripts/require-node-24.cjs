'use strict';
// Runs before every npm script, also on an old Node: hence CommonJS and old syntax only.
var required = 24;

/** What to tell a person whose `node`, as npm scripts find it, is too old; undefined when it is not. */
function complaint(version, installed) {
  if (parseInt(version, 10) >= required) return undefined;
  var cause = installed
    ? 'The npm package `node` should bring it in, but its install script did not run'
    : 'The npm package `node` brings it in, and it is not installed';
  var remedy = installed
    ? '  npm rebuild node --ignore-scripts=false      run just that one install script (it downloads the Node binary)\n'
    : '  npm ci                                       install the packages of this project\n';
  return (
    'Node ' +
    required +
    ' or newer is needed; npm scripts find Node ' +
    version +
    '.\n' +
    cause +
    '. Do one of these:\n' +
    remedy +
    '  nvm install ' +
    required +
    '                               or any other way to put Node ' +
    required +
    ' on your PATH\n'
  );
}

module.exports = complaint;

if (require.main === module) {
  var path = require('path');
  var installed = require('fs').existsSync(path.join(__dirname, '..', 'node_modules', 'node', 'package.json'));
  var message = complaint(process.versions.node, installed);
  if (message !== undefined) {
    process.stderr.write('\n' + message + '\n');
    process.exit(1);
  }
}
