localStorage.setItem("seen", 1);
if (document.cookie) document.body.append("again");
