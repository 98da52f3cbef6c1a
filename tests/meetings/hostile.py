"""What a person might write, by chance or not, that means something to a machine."""

HOSTILE = [
    "<script>alert(1)</script>",
    "{{7*7}} {% include 'x' %}",
    "</style><style>p{display:none}",
    "</title><h1>x</h1>",
    "--><!-- x",
    "<img src='file:///etc/passwd'>",
    "<a href='javascript:x'>y</a>",
    "&lt;b&gt; ' onclick='x",
]
