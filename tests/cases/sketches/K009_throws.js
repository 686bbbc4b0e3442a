document.getElementById("missing").append(S);
