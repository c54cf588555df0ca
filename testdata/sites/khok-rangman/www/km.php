<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>สาระสุขภาพ</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>สาระสุขภาพ</h2><ul><li><a href="km1.php">โรคเก๊าท์</a></li><li><a href="km2.php">พิษจากเห็ด</a></li><li><a href="km3.php">การล้างมือ 7 ขั้นตอน</a></li></ul></body>
</html>