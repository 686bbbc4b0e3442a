document.body.append(`${document.scripts.length} scripts for ${S.slice(0, 8)}`);
